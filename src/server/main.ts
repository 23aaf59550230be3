import { buildApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { ConfigError } from "./errors.ts";

/** Starts the endpoint and stays until it is told to stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = buildApp({ config, logger: { level: config.logLevel } });
  const stop = (signal: NodeJS.Signals) => {
    app.log.info({ signal }, "stopping: finishing what is in flight");
    void app.close();
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  await app.listen({ port: config.port, host: config.host });
  app.log.info({ apiUrl: config.apiUrl, surface: config.surface }, "MCP endpoint ready at / and /mcp");
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
