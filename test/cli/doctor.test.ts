import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../src/sandbox/wire/keys.ts";
import { type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { FULL_KEY, READ_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { runCli } from "./support.ts";
import { startWebAgentServer } from "./web-agents/web-agent-server.ts";

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;

beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
});
afterAll(async () => {
  await endpoint.close();
  await sandbox.close();
});

async function doctor(key: string, ...args: string[]) {
  const env = { DIGISTORE24_API_URL: sandbox.apiUrl, DIGISTORE24_API_KEY: key };
  const { code, stdout, stderr } = await runCli(["doctor", ...args], env);
  return { code, stderr, lines: stdout.trim().split("\n") };
}

describe("the doctor", () => {
  test("finds no problem, and reports what it saw", async () => {
    const { code, lines } = await doctor(FULL_KEY, "--url", endpoint.url);
    expect(lines).toEqual([
      expect.stringMatching(/^ok {7}version: digistore24-mcp \d+\.\d+\.\d+, Node \d+/),
      `ok       API: ${sandbox.apiUrl} answers`,
      expect.stringMatching(/^ok {7}clock: \d+ seconds? from the API's$/),
      "ok       key: account 100001 (musterhaus), roles vendor, affiliate",
      expect.stringMatching(/^ok {7}access: full, as far as/),
      `ok       endpoint: ${endpoint.url} answers`,
      expect.stringMatching(
        /^ok {7}MCP 2025-11-25: agents that use this version can connect to digistore24-mcp \d+\.\d+\.\d+$/,
      ),
      expect.stringMatching(/^ok {7}MCP 2026-07-28: agents that use this version can connect/),
      "skipped  web agents: claude.ai and ChatGPT cannot connect, because this endpoint takes API keys only; its variables PUBLIC_URL and OAUTH_SECRETS switch their sign-in on",
    ]);
    expect(code).toBe(0);
  });

  test("without an address says how to check an endpoint as well", async () => {
    const { code, lines } = await doctor(READ_KEY);
    expect(lines.slice(-2)).toEqual([
      "ok       access: read only; changes will be refused, and so will these lookups: Get a buyer's affiliate links, Get upsells, List invoices",
      "skipped  endpoint: no address given; --url http://127.0.0.1:3000/ checks one as well",
    ]);
    expect(code).toBe(0);
  });

  test("writes nothing", async () => {
    const before = await sandbox.requests();
    await doctor(READ_KEY);
    const after = await sandbox.requests();
    const called = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(called.sort()).toEqual(["getUserInfo", "listInvoices", "listProductGroups", "ping"]);
  });

  test.each(["shipping", "developer"] as const)("finds that a %s key cannot read the account", async (right) => {
    const { code, lines } = await doctor(SANDBOX_KEYS[right]);
    expect(code).toBe(1);
    expect(lines.at(-2)).toBe(
      "PROBLEM  access: the key is for developers or shipping service providers only. Create one with read access or full access (Digistore24: Settings > Account access > API keys)",
    );
  });

  test("finds a wrong key, and never prints it", async () => {
    const { code, lines, stderr } = await doctor("100001-WRONGKEYWRONG", "--url", endpoint.url);
    expect(code).toBe(1);
    expect(lines[2]).toMatch(/^skipped {2}clock: the API did not give its time: /);
    expect(lines[3]).toMatch(
      /^PROBLEM {2}key: refused: .*\. Compare it with the one in Digistore24 \(Settings > Account access > API keys\): it must be complete and active$/,
    );
    expect(lines.filter((line) => line.startsWith("PROBLEM  MCP"))).toHaveLength(2);
    expect(lines.join() + stderr).not.toContain("WRONGKEY");
  });

  test("calls a missing key a problem if nothing else is to be checked", async () => {
    const { code, lines } = await doctor("");
    expect(code).toBe(1);
    expect(lines.at(3)).toMatch(/^PROBLEM {2}key: DIGISTORE24_API_KEY is not set\. Set it/);
  });

  test("checks an endpoint without a key, and names the checks that need one", async () => {
    const { code, lines } = await doctor("", "--url", endpoint.url);
    expect(code).toBe(0);
    expect(lines.slice(2)).toEqual([
      "skipped  clock: the API gives its time only to a valid API key",
      "skipped  key: DIGISTORE24_API_KEY is not set; set it to have a key checked as well",
      `ok       endpoint: ${endpoint.url} answers`,
      "skipped  MCP 2025-11-25: needs an API key",
      "skipped  MCP 2026-07-28: needs an API key",
      "skipped  web agents: claude.ai and ChatGPT cannot connect, because this endpoint takes API keys only; its variables PUBLIC_URL and OAUTH_SECRETS switch their sign-in on",
    ]);
  });

  test.each([
    [`Bearer ${FULL_KEY}`, 'The key begins with "Bearer".'],
    [`"${FULL_KEY}"`, "The key is in quotes."],
    ["YOUR_DIGISTORE24_API_KEY", "The key is a placeholder."],
    ["100001 SANDBOXFULLACCESS", "A key is a single word"],
  ])("finds that %j is not a key, and why", async (key, reason) => {
    const { code, lines, stderr } = await doctor(key);
    expect(code).toBe(1);
    const problem = `PROBLEM  key: the value of DIGISTORE24_API_KEY is not an API key. ${reason}`;
    expect(lines.at(-2)?.slice(0, problem.length)).toBe(problem);
    expect(lines.join() + stderr).not.toContain("SANDBOXFULLACCESS");
  });

  test("does not call a key wrong if it could not be checked", async () => {
    await sandbox.setFaults([{ kind: "busy-code", functions: ["getUserInfo"] }]);
    const { code, lines } = await doctor(FULL_KEY);
    await sandbox.setFaults([]);
    expect(code).toBe(1);
    expect(lines.at(-2)).toMatch(/^PROBLEM {2}key: could not be checked: .*\. The key may still be valid: try again/);
  });

  test("finds an address that is not the endpoint's, and passes on its message", async () => {
    const { code, lines } = await doctor(FULL_KEY, "--url", new URL("/nowhere", endpoint.url).href);
    expect(code).toBe(1);
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(
        /^PROBLEM {2}MCP 2026-07-28: HTTP 404: Nothing is served here\. The MCP endpoint is \/ or \/mcp; .*[^.]\. Is this the address of an MCP endpoint\?$/,
      ),
      expect.stringMatching(
        /^PROBLEM {2}web agents: a request without a key is answered with HTTP 404, not 401: Nothing is served here\. .*[^.]\. Is this the address of digistore24-mcp\?$/,
      ),
    ]);
  });

  test("warns of what web agents can live with, and does not call it a failure", async () => {
    const server = { client_id_metadata_document_supported: false };
    const origin = await startWebAgentServer({ server });
    const { code, lines } = await doctor(FULL_KEY, "--url", `${origin}/mcp`);
    expect(lines.at(-2)).toBe(
      "WARNING  authorization server: client_id_metadata_document_supported is not true. claude.ai then registers a new client for each connection",
    );
    expect(code).toBe(0);
  });

  test("finds what web agents cannot live with", async () => {
    const origin = await startWebAgentServer({ server: { issuer: "https://mcp.example.com" } });
    const { code, lines } = await doctor(FULL_KEY, "--url", `${origin}/mcp`);
    expect(lines.at(-2)).toMatch(/^PROBLEM {2}authorization server: the issuer is "https:\/\/mcp\.example\.com", but /);
    expect(code).toBe(1);
  });

  test("finds an API and an endpoint that cannot be reached", async () => {
    const env = { DIGISTORE24_API_URL: "http://127.0.0.1:2/api/call", DIGISTORE24_API_KEY: FULL_KEY };
    const { code, stdout } = await runCli(["doctor", "--url", "http://127.0.0.1:2/"], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^PROBLEM {2}API: .*cannot be reached: 127\.0\.0\.1:2 refused the connection \(ECONNREFUSED\)\. Check the network/m,
    );
    expect(stdout).toMatch(
      /^PROBLEM {2}endpoint: .* cannot be reached: the connection was refused \(ECONNREFUSED\)\. Is it running/m,
    );
    expect(stdout.split("\n").filter((line) => line.startsWith("skipped"))).toEqual([
      "skipped  clock: the API cannot be asked",
      "skipped  key: the API cannot be asked",
      "skipped  MCP 2025-11-25: the endpoint cannot be reached",
      "skipped  MCP 2026-07-28: the endpoint cannot be reached",
      "skipped  web agents: the endpoint cannot be reached",
    ]);
  });
});
