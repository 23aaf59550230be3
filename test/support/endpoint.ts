import { promisify } from "node:util";
import { type AppOptions, buildApp } from "../../src/server/start/app.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { watched } from "./watch-app.ts";

export { connectClient, textOf } from "./mcp-client.ts";

export interface RunningEndpoint {
  /** With a slash at the end. */
  readonly url: string;
  /** Connections that it has not seen end yet. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Tests ask faster than people do. */
export const WITHOUT_RATE_LIMITS = { RATE_LIMIT_PER_KEY: "0", RATE_LIMIT_PER_ADDRESS: "0" };

/** The real endpoint on a free port, configured as its environment variables would. */
export async function startEndpoint(
  env: Record<string, string>,
  options: Omit<AppOptions, "config"> = {},
): Promise<RunningEndpoint> {
  const config = readConfig({ ...WITHOUT_RATE_LIMITS, ...env });
  const app = buildApp({ config, ...options, logger: watched(options.logger) });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url: `${address}/`,
    connections: promisify(app.server.getConnections.bind(app.server)),
    close: () => app.close(),
  };
}
