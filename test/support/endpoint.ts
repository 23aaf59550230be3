import { type CallToolResult, Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { buildApp } from "../../src/server/app.ts";
import { readConfig } from "../../src/server/config.ts";

export interface RunningEndpoint {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** The real endpoint on a free port, configured as its environment variables would. */
export async function startEndpoint(env: Record<string, string>): Promise<RunningEndpoint> {
  const app = buildApp({ config: readConfig(env) });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url: `${address}/`, close: () => app.close() };
}

/** An SDK v2 client that talks 2026-07-28. */
export async function connectClient(url: string, apiKey: string): Promise<Client> {
  const client = new Client(
    { name: "test", version: "1.0.0" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  const headers = { Authorization: `Bearer ${apiKey}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

export function textOf(result: CallToolResult): string {
  return result.content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
}
