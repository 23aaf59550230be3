import { readConfig } from "./config.ts";
import { endOnDefect } from "./crash-handler.ts";
import { startEndpoint } from "./start-endpoint.ts";

/** Starts the endpoint, which stays until it is told to stop. */
export async function runEndpoint(env: NodeJS.ProcessEnv): Promise<void> {
  const endpoint = await startEndpoint(readConfig(env), env);
  endOnDefect(endpoint.log);
  const stop = (signal: NodeJS.Signals) => {
    endpoint.log.info({ signal }, "stopping: finishing what is in flight");
    void endpoint.close();
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  process.on("SIGHUP", () => {
    endpoint.reopenAuditLog();
    endpoint.log.info("audit log opened anew");
  });
}
