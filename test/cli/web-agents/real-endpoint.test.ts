import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthEndpoint, startOAuthEndpoint } from "../../support/oauth.ts";
import { FULL_KEY } from "../../support/sandbox.ts";
import { runCli } from "../support.ts";

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});
afterAll(() => endpoint.close());

/** What the doctor says about an address after it has tried both eras of the protocol. */
async function doctor(url: string, key: string = FULL_KEY) {
  const env = { DIGISTORE24_API_URL: endpoint.sandbox.apiUrl, DIGISTORE24_API_KEY: key };
  const { code, stdout } = await runCli(["doctor", "--url", url], env);
  const lines = stdout.trim().split("\n");
  return { code, stdout, lines: lines.slice(lines.findIndex((line) => line.includes("MCP 2026-07-28")) + 1) };
}

test.each(["/mcp", "/mcp/readonly", "/mcp/x/vouchers,orders/safe"])(
  "The doctor finds our own sign-in in order at %s",
  async (path) => {
    const { origin } = endpoint;
    const { code, lines } = await doctor(origin + path);
    expect(lines).toEqual([
      `ok       web agents: HTTP 401 without a key names ${origin}/.well-known/oauth-protected-resource${path}`,
      expect.stringMatching(/^ok {7}endpoint's clock: [01] seconds? from this machine's$/),
      `ok       resource metadata: ${origin}${path} takes tokens of ${origin}`,
      `ok       authorization server: ${origin} offers what claude.ai and ChatGPT need`,
      "ok       sign-in: /authorize, /token, /register and /revoke answer",
    ]);
    expect(code).toBe(0);
  },
);

test.each([
  ["/", "/mcp"],
  ["/x/orders/readonly", "/mcp/x/orders/readonly"],
])("The doctor leads from %s, which takes keys only, to the sign-in", async (path, place) => {
  const { origin } = endpoint;
  const { code, lines } = await doctor(origin + path);
  expect(lines).toEqual([
    `skipped  web agents: this address takes API keys only; claude.ai and ChatGPT connect to ${origin}${place}: pass that as --url to have it examined`,
  ]);
  expect(code).toBe(0);
});

test("The doctor finds that people type another address than PUBLIC_URL", async () => {
  const typed = endpoint.origin.replace("127.0.0.1", "localhost");
  const { code, lines } = await doctor(`${typed}/mcp`);
  expect(lines.filter((line) => line.startsWith("PROBLEM"))).toEqual([
    `PROBLEM  resource metadata: the resource is "${endpoint.origin}/mcp", but the address is "${typed}/mcp". Set PUBLIC_URL to exactly what people type before /mcp; if that is not this address, examine that one`,
  ]);
  expect(code).toBe(1);
});

test("The doctor passes on that the endpoint does not serve the host name, and says what the proxy has to do", async () => {
  // The kernel takes this address for its own, but it is not a name that the endpoint serves.
  const { code, lines, stdout } = await doctor(`${endpoint.origin.replace("127.0.0.1", "0.0.0.0")}/mcp`);
  const message =
    'The Host header names "0.0.0.0", which this server does not serve. Its operator can add the host name to ALLOWED_HOSTS, without scheme and port';
  const advice =
    "Have the proxy in front pass Host on as it is; if it does, PUBLIC_URL or ALLOWED_HOSTS has to name the host that people type";
  expect(stdout).toContain(`PROBLEM  MCP 2025-11-25: HTTP 403: ${message}. ${advice}\n`);
  expect(lines).toEqual([
    `PROBLEM  web agents: a request without a key is answered with HTTP 403, not 401: ${message}. ${advice}`,
  ]);
  expect(code).toBe(1);
});

describe("Without a key", () => {
  const SKIPPED = "skipped  key: DIGISTORE24_API_KEY is not set; set it to have a key checked as well\n";

  test.each(["", " "])(
    "the doctor finds an address for web agents in order, and skips what needs one: %j",
    async (key) => {
      const { code, stdout, lines } = await doctor(`${endpoint.origin}/mcp`, key);
      expect(stdout).toContain(SKIPPED);
      expect(stdout).toContain("skipped  MCP 2025-11-25: needs an API key\n");
      expect(lines).toHaveLength(5);
      expect(stdout).not.toMatch(/^(PROBLEM|WARNING)/m);
      expect(code).toBe(0);
    },
  );

  test("the doctor still ends with what is wrong with the sign-in", async () => {
    const { code, stdout } = await doctor(`${endpoint.origin.replace("127.0.0.1", "localhost")}/mcp`, "");
    expect(stdout).toContain(SKIPPED);
    expect(stdout.match(/^PROBLEM.*/gm)).toEqual([expect.stringMatching(/^PROBLEM {2}resource metadata: /)]);
    expect(code).toBe(1);
  });

  test("the doctor examines an address that takes keys only as well", async () => {
    const { code, stdout } = await doctor(`${endpoint.origin}/`, "");
    expect(stdout).toContain("skipped  key: DIGISTORE24_API_KEY is not set");
    expect(code).toBe(0);
  });

  test("the doctor does not take a value that is not a key for none", async () => {
    const { code, stdout } = await doctor(`${endpoint.origin}/mcp`, "YOUR_DIGISTORE24_API_KEY");
    expect(stdout).toContain("PROBLEM  key: the value of DIGISTORE24_API_KEY is not an API key. ");
    expect(code).toBe(1);
  });
});
