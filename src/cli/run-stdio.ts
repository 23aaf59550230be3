import { type StdioOptions, startStdio } from "../server/start-stdio.ts";

/** Serves until the agent closes the connection or the process is told to stop. */
export async function runStdio(options: StdioOptions): Promise<void> {
  const server = await startStdio(options);
  const stop = () => {
    void server.close();
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  process.stdin.once("end", stop);
}
