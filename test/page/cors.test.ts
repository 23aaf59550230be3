import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { CHROMIUM_PATH, launchChromium } from "./browser.ts";

/** Asks from inside the page, as its own script would, and returns the part that the script may see. */
const ASK = `async ({ url, key, messages, headers }) => {
  const seen = [];
  for (const message of messages) {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json, text/event-stream",
        ...(key === null ? {} : { Authorization: "Bearer " + key }),
        ...headers,
        ...(headers["MCP-Protocol-Version"] === "2026-07-28" ? { "Mcp-Method": message.method } : {}),
        ...(headers["MCP-Protocol-Version"] === "2026-07-28" && message.params.name ? { "Mcp-Name": message.params.name } : {}),
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...message }),
    });
    const text = await response.text();
    seen.push({
      status: response.status,
      requestId: response.headers.get("x-request-id"),
      sessionId: response.headers.get("mcp-session-id"),
      challenge: response.headers.get("www-authenticate"),
      retryAfter: response.headers.get("retry-after"),
      message: JSON.parse(/\\{.*\\}/s.exec(text)[0]),
    });
  }
  return seen;
}`;

interface Seen {
  readonly status: number;
  readonly requestId: string | null;
  readonly sessionId: string | null;
  readonly challenge: string | null;
  readonly retryAfter: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests read into results of every shape
  readonly message: any;
}

const LIST = { method: "tools/list", params: {} };
const CALL = { method: "tools/call", params: { name: "GetGetuserinfo", arguments: {} } };
const INITIALIZE = {
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "page", version: "1.0.0" } },
};
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "page", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
const modern = ({ method, params }: { method: string; params: object }) => ({
  method,
  params: { ...params, _meta: META },
});

let browser: Browser;
let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;
let site: Server;

describe.skipIf(CHROMIUM_PATH === undefined)("in Chromium, a page of another origin", () => {
  beforeAll(async () => {
    sandbox = await startSandbox();
    const env = { ALLOWED_ORIGINS: "app.example", RATE_LIMIT_PER_ADDRESS: "3" };
    endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl, ...env });
    site = createServer((_, response) => {
      response.setHeader("content-type", "text/html").end("<!doctype html><title>A page</title>");
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    browser = await launchChromium(["--host-resolver-rules=MAP *.example 127.0.0.1"]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => site.close(resolve));
    await endpoint.close();
    await sandbox.close();
  });

  async function open(host: string): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://${host}:${(site.address() as AddressInfo).port}/`);
    return page;
  }

  interface Asked {
    readonly path?: string;
    readonly key?: string | null;
    readonly headers?: Record<string, string>;
  }

  function ask(page: Page, messages: readonly object[], { path = "", key = FULL_KEY, headers = {} }: Asked = {}) {
    const asked = { url: endpoint.url + path, key, messages, headers };
    return page.evaluate<Seen[]>(`(${ASK})(${JSON.stringify(asked)})`);
  }

  test("that is allowed connects, lists and calls with the 2025 protocol", async () => {
    const page = await open("app.example");
    const [connected, listed, called] = await ask(page, [INITIALIZE, LIST, CALL], { path: "mcp" });
    expect(connected?.message.result.serverInfo.name).toBe("digistore24-mcp");
    expect(connected?.sessionId).not.toBeNull();
    expect(listed?.message.result.tools).toHaveLength(SERVED_TOOL_COUNT);
    expect(called?.message.result.content[0].text).toContain("100001");
    expect(called?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("that is allowed does so with the 2026 protocol, narrowed by path and header", async () => {
    const page = await open("app.example");
    const headers = { "MCP-Protocol-Version": "2026-07-28", "X-MCP-Readonly": "true", "X-MCP-Money": "false" };
    const messages = [{ method: "server/discover", params: {} }, LIST].map(modern);
    const [discovered, listed] = await ask(page, messages, { path: "x/vouchers", headers });
    expect(discovered?.status).toBe(200);
    expect(listed?.message.result.tools.map(({ name }: { name: string }) => name)).toEqual([
      "PostListvouchers",
      "getVoucher",
      "validateCouponCode",
    ]);
    const [called] = await ask(page, [modern(CALL)], { headers });
    expect(called?.message.result.content[0].text).toContain("100001");
  });

  test("that is allowed reads why it is refused, and when to retry", async () => {
    const page = await open("app.example");
    const seen = await ask(page, [LIST, LIST, LIST, LIST], { key: null });
    expect(seen.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    expect(seen[0]?.challenge).toBe("Bearer");
    expect(seen[0]?.message.error.message).toContain("There is no Authorization header");
    expect(Number(seen[3]?.retryAfter)).toBeGreaterThan(0);
  });

  test.each(["evil.example", "app.example.evil.example"])("that is not allowed is blocked: %s", async (host) => {
    const page = await open(host);
    await expect(ask(page, [LIST])).rejects.toThrow("Failed to fetch");
    await expect(ask(page, [LIST], { key: null })).rejects.toThrow("Failed to fetch");
  });

  test("on this machine needs no permission", async () => {
    const [listed] = await ask(await open("localhost"), [LIST]);
    expect(listed?.message.result.tools).toHaveLength(SERVED_TOOL_COUNT);
  });
});
