import { afterAll, beforeAll, expect, test } from "vitest";
import { WEB_AGENT_GUIDES } from "../../../src/server/page/web-agents.ts";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { readPage, textOf } from "../../support/html-page.ts";
import { SECRET } from "../../support/oauth.ts";

let endpoint: RunningEndpoint;

beforeAll(async () => {
  endpoint = await startEndpoint({ PUBLIC_URL: "https://mcp.example.com", OAUTH_SECRETS: SECRET });
});
afterAll(() => endpoint.close());

async function pageAt(path: string, init: RequestInit = {}) {
  const headers = { accept: "text/html", "sec-fetch-site": "same-origin" };
  const response = await fetch(new URL(path, endpoint.url), { headers, ...init });
  return readPage(await response.text());
}

test("The page tells people first how to connect claude.ai and ChatGPT", async () => {
  const page = await pageAt("/");
  const titles = ["claude.ai and the Claude apps", "ChatGPT", "Claude Desktop"];
  expect(page.all("[name=client] summary").slice(0, 3).map(textOf)).toEqual(titles);
});

test.each([
  { what: "without a developer key", env: {}, step: /enter your API key\./, startsWithStep3: false },
  {
    what: "with one",
    env: { DIGISTORE24_DEVELOPER_KEY: "100001-SANDBOXDEVELOPER" },
    step: /agree at Digistore24 or enter an API key\./,
    startsWithStep3: true,
  },
])(
  "The page of a server $what promises no more than its consent page offers",
  async ({ env, step, startsWithStep3 }) => {
    const other = await startEndpoint({ PUBLIC_URL: "https://mcp.example.com", OAUTH_SECRETS: SECRET, ...env });
    const page = readPage(await (await fetch(other.url, { headers: { accept: "text/html" } })).text());
    await other.close();
    const consent = page
      .all(".steps li")
      .map(textOf)
      .filter((text) => text.includes("A page of this server opens"));
    expect(consent).toHaveLength(2);
    expect(consent.filter((text) => !step.test(text))).toEqual([]);
    expect(page.text().includes("agree at Digistore24")).toBe(startsWithStep3);
    expect(textOf(page.one("#get")).includes("For claude.ai and ChatGPT, begin with step 3.")).toBe(startsWithStep3);
  },
);

test.each([
  ["/", ""],
  ["/mcp", ""],
  ["/mcp/safe", "/safe"],
  ["/x/vouchers,orders/readonly", "/x/vouchers,orders/readonly"],
])("The page at %s gives them the address of the same part that asks for a sign-in", async (path, part) => {
  const page = await pageAt(path);
  for (const agent of Object.keys(WEB_AGENT_GUIDES.en)) {
    expect(textOf(page.one(`#address-${agent}`))).toBe(`https://mcp.example.com/mcp${part}`);
    expect(page.all(`button[data-copy=address-${agent}]`)).toHaveLength(1);
  }
});

test.each(["http://127.0.0.1:3999", "https://localhost:3999", "https://192.168.1.20", "https://mcp.internal"])(
  "The page for PUBLIC_URL %s, which they cannot reach, says so instead of giving steps",
  async (publicUrl) => {
    const local = await startEndpoint({ PUBLIC_URL: publicUrl, OAUTH_SECRETS: SECRET });
    const page = readPage(await (await fetch(local.url, { headers: { accept: "text/html" } })).text());
    await local.close();
    expect(page.all(".steps, [id^=address-c]")).toEqual([]);
    const obstacle = page.one("[name=client]:nth-child(2)");
    expect(textOf(obstacle)).toContain(
      "claude.ai, the Claude apps and ChatGPT cannot connect here: they need a public https address.",
    );
    expect(textOf(obstacle)).toContain(`${publicUrl}/mcp`);
    expect(textOf(page.one("#get"))).not.toContain("step 3");
  },
);

test.each([
  { what: "no key", body: new URLSearchParams({ api_key: "" }) },
  { what: "a form that cannot be read", body: "k".repeat(9000) },
])("The page after a check of $what shows the guides as well", async ({ body }) => {
  const page = await pageAt("/safe/check-key", { method: "POST", body });
  expect(textOf(page.one("#verdict"))).not.toBe("");
  expect(textOf(page.one("#address-chatgpt"))).toBe("https://mcp.example.com/mcp/safe");
});
