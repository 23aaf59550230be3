import { scriptCommand, startProcess } from "../processes/started-process.ts";

export interface Demo {
  readonly endpointUrl: string;
  /** The page that shows the sales report as an agent does. */
  readonly appUrl: string;
  stop(): Promise<void>;
}

/** Starts the demo as `npm run demo` does, and waits for the end of its examples. */
export async function startDemo(): Promise<Demo> {
  const command = startProcess(scriptCommand("src/cli/main.ts", ["demo"]));
  const [, endpointUrl = ""] = await command.until(/^MCP endpoint +(http\S+)$/m);
  const [, appUrl = ""] = await command.until(/(http\S+\/app)$/m);
  return {
    endpointUrl,
    appUrl,
    stop: async () => {
      command.kill("SIGTERM");
      await command.exit;
    },
  };
}
