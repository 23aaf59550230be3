import { EventEmitter, once } from "node:events";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeBrowser } from "../../../support/fake-browser.ts";
import { Browser, type OAuthEndpoint, startOAuthEndpoint, targetOf } from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";
import { useTempFolders } from "../../../support/temp-folder.ts";

const MONTH_MS = 31 * 24 * 60 * 60 * 1000;
const LISTENING = "OAuth callback server running";
const WHO = { name: "GetGetuserinfo", arguments: {} };
const PRODUCT = { name: "PostCreateproduct", arguments: { data: { name_intern: "Kurs", name_de: "Kurs" } } };

const tempFolder = useTempFolders();
let endpoint: OAuthEndpoint;
let nowMs = Date.now();

beforeAll(async () => {
  endpoint = await startOAuthEndpoint({ app: { now: () => nowMs } });
});

afterAll(() => endpoint.close());

/** Agrees on the consent page and takes the answer to mcp-remote, which listens on this machine. */
async function agree(url: string, access: string): Promise<void> {
  const browser = new Browser(endpoint.origin);
  const page = await (await browser.open(url)).text();
  await fetch(targetOf(await browser.send(page, { decision: "key", access, api_key: FULL_KEY })));
}

interface McpRemote {
  readonly client: Client;
  readonly connected: Promise<void>;
  /** Resolves when it has begun so many times to wait for an answer. */
  listening(times: number): Promise<unknown>;
}

function startMcpRemote(env: Readonly<Record<string, string>>): McpRemote {
  const client = new Client({ name: "test", version: "1.0.0" });
  const args = ["node_modules/mcp-remote/dist/proxy.js", `${endpoint.origin}/mcp`];
  const transport = new StdioClientTransport({ command: process.execPath, args, env, stderr: "pipe" });
  const listeners = new EventEmitter();
  let seen = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    seen += chunk;
    listeners.emit(String(seen.split(LISTENING).length - 1));
  });
  const connected = client.connect(transport);
  return {
    client,
    connected,
    listening: async (times) => seen.split(LISTENING).length > times || (await once(listeners, String(times))),
  };
}

test("mcp-remote asks the person, keeps what it got, asks again for more, and refreshes", async () => {
  const folder = tempFolder();
  const choices = ["read", "change"];
  let remote: McpRemote | undefined;
  const browser = await startFakeBrowser(folder, async (url) => {
    // It opens the page before it listens for the answer, and a test is faster than a person.
    await remote?.listening(browser.opened.length);
    await agree(url, choices[browser.opened.length - 1] ?? "");
  });
  const env = { ...browser.env, HOME: folder, MCP_REMOTE_CONFIG_DIR: folder };

  remote = startMcpRemote(env);
  await remote.connected;
  const { tools } = await remote.client.listTools();
  expect(tools.map(({ name }) => name)).not.toContain(PRODUCT.name);
  expect(await remote.client.callTool(WHO)).not.toMatchObject({ isError: true });
  expect(browser.opened).toHaveLength(1);

  expect(await remote.client.callTool(PRODUCT)).not.toMatchObject({ isError: true });
  expect(browser.opened).toHaveLength(2);
  await remote.client.close();

  remote = startMcpRemote(env);
  await remote.connected;
  nowMs += MONTH_MS;
  expect(await remote.client.callTool(PRODUCT)).not.toMatchObject({ isError: true });
  await remote.client.close();
  expect(browser.opened).toHaveLength(2);
  await browser.close();
});
