import { readConfig } from "./config.ts";
import { endOnDefect } from "./crash-handler.ts";
import { ConfigError } from "./errors.ts";
import { startEndpoint } from "./start-endpoint.ts";

/** Starts the endpoint and stays until it is told to stop. */
async function main(): Promise<void> {
  const endpoint = await startEndpoint(readConfig(process.env), process.env);
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

try {
  await main();
} catch (error) {
  const isExpected = error instanceof ConfigError || (error as NodeJS.ErrnoException).syscall === "listen";
  if (!isExpected) {
    throw error;
  }
  process.stderr.write(`digistore24-mcp cannot start: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
