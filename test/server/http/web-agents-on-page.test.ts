import { fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSurfaces } from "../../../src/server/contract/surface.ts";
import { pageRoutes } from "../../../src/server/http/page.ts";
import { WEB_AGENT_GUIDES } from "../../../src/server/page/web-agents.ts";
import { readConfig } from "../../../src/server/start/config/config.ts";
import { servedTools } from "../../../src/server/start/served-tools.ts";
import { readPage, textOf } from "../../support/html-page.ts";

const config = readConfig({});
const app = fastify();
const surfaces = createSurfaces(servedTools(config), config);
pageRoutes(app, { surfaces, publicUrl: "https://mcp.example.com", refuse: (reply) => reply.code(405).send() });
let base: string;

beforeAll(async () => {
  base = await app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => app.close());

async function pageAt(path: string) {
  const response = await fetch(new URL(path, base), { headers: { accept: "text/html" } });
  return readPage(await response.text());
}

test("The page tells people first how to connect claude.ai and ChatGPT", async () => {
  const page = await pageAt("/");
  const titles = ["claude.ai and the Claude apps", "ChatGPT", "Claude Desktop"];
  expect(page.all("summary").slice(0, 3).map(textOf)).toEqual(titles);
  expect(textOf(page.one("details[open] summary"))).toBe(titles[0]);
  expect(page.all(".steps li").map(textOf)).toEqual(Object.values(WEB_AGENT_GUIDES).flatMap(({ steps }) => steps));
  expect(textOf(page.one("#connect > .hint"))).toMatch(
    /^claude\.ai, the Claude apps and ChatGPT have you sign in on a page/,
  );
});

test.each([
  ["/", ""],
  ["/mcp", ""],
  ["/mcp/safe", "/safe"],
  ["/x/vouchers,orders/readonly", "/x/vouchers,orders/readonly"],
])("The page at %s gives them the address of the same part that asks for a sign-in", async (path, part) => {
  const page = await pageAt(path);
  for (const agent of Object.keys(WEB_AGENT_GUIDES)) {
    expect(textOf(page.one(`#address-${agent}`))).toBe(`https://mcp.example.com/mcp${part}`);
    expect(page.all(`button[data-copy=address-${agent}]`)).toHaveLength(1);
  }
});
