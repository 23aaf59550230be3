import { type CallToolResult, Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { shortenText } from "../server/kit/shorten-text.ts";

const MAX_LINE_LENGTH = 160;

/** A stand-in for the user's agent: calls tools through a real MCP client and shows each call and answer. */
export interface Agent {
  /** Calls a tool and returns its structured answer. Throws if the result is an error. */
  call(tool: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
  toolCount(): Promise<number>;
  close(): Promise<void>;
}

export function createClient(): Client {
  return new Client({ name: "digistore24-mcp-demo", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
}

export async function connectClient(url: string, apiKey: string): Promise<Client> {
  const client = createClient();
  const headers = { Authorization: `Bearer ${apiKey}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

export async function connectAgent(url: string, apiKey: string, print: (line: string) => void): Promise<Agent> {
  return agentOf(await connectClient(url, apiKey), print);
}

/** The agent of a connected client. */
export function agentOf(client: Client, print: (line: string) => void): Agent {
  return {
    async call(tool, args) {
      print(`  -> ${tool} ${shorten(JSON.stringify(args))}`);
      const result = (await client.callTool({ name: tool, arguments: args })) as CallToolResult;
      const [block] = result.content;
      const text = block?.type === "text" ? block.text : "";
      print(`  <- ${shorten(text)}`);
      if (result.isError) {
        throw new Error(`${tool} failed: ${text}`);
      }
      return JSON.parse(text) as Record<string, unknown>;
    },
    toolCount: async () => (await client.listTools()).tools.length,
    close: () => client.close(),
  };
}

function shorten(text: string): string {
  return shortenText(text, MAX_LINE_LENGTH);
}
