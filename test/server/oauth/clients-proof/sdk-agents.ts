import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { MemoryProvider } from "./memory-provider.ts";

const PROGRAM = { name: "sdk-agent", version: "1.0.0" };

/** What is asked of a client, whatever its version. */
export interface SdkAgent {
  connect(): Promise<void>;
  /** Takes the answer that the person's browser brought. */
  finish(answer: URL): Promise<void>;
  tools(): Promise<{ name: string }[]>;
  call(name: string, args?: Record<string, unknown>): Promise<object>;
  close(): Promise<void>;
}

export type OpenAgent = (url: URL, authProvider: MemoryProvider) => SdkAgent;

export const SDK_AGENTS: readonly { readonly sdk: string; readonly open: OpenAgent }[] = [
  { sdk: "v2 at 2026-07-28", open: (url, provider) => openV2(url, provider, "2026-07-28") },
  { sdk: "v2 at 2025-11-25", open: (url, provider) => openV2(url, provider) },
  { sdk: "v1", open: openV1 },
];

function openV2(url: URL, authProvider: MemoryProvider, pin?: string): SdkAgent {
  const client = new ClientV2(PROGRAM, pin === undefined ? {} : { versionNegotiation: { mode: { pin } } });
  const transport = new TransportV2(url, { authProvider });
  return {
    connect: () => client.connect(transport),
    finish: ({ searchParams }) => transport.finishAuth(searchParams),
    tools: async () => (await client.listTools()).tools,
    call: (name, args = {}) => client.callTool({ name, arguments: args }),
    close: () => client.close(),
  };
}

export function openV1(url: URL, authProvider: MemoryProvider): SdkAgent {
  const client = new ClientV1(PROGRAM);
  // The SDK's own types clash under exactOptionalPropertyTypes.
  const options = { authProvider } as unknown as ConstructorParameters<typeof TransportV1>[1];
  const transport = new TransportV1(url, options);
  return {
    connect: () => client.connect(transport as Parameters<ClientV1["connect"]>[0]),
    finish: ({ searchParams }) => transport.finishAuth(searchParams.get("code") ?? ""),
    tools: async () => (await client.listTools()).tools,
    call: (name, args = {}) => client.callTool({ name, arguments: args }),
    close: () => client.close(),
  };
}
