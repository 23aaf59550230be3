import { describe, expect, test } from "vitest";
import { SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import { openTestApp } from "../../support/test-app.ts";
import { openTestStdio } from "../../support/test-stdio.ts";

/** What Codex shows its model. */
const FIRST_CHARS = 512;
const FULL = { DIGISTORE24_SURFACE: "full" };

interface Connection {
  readonly name: string;
  readonly env?: Record<string, string>;
  readonly url?: string;
  /** The whole sentence on what cannot be done, if there is one. */
  readonly missing?: string;
}

const WEB = "For these, use Digistore24's web interface";
const CONNECTIONS: readonly Connection[] = [
  {
    name: "the published tools",
    missing: `Not possible here: refunds (except by service proof requests), stopping payments, deleting. ${WEB} or a server with the surface "full".`,
  },
  {
    name: "the published tools that only read",
    url: "/readonly",
    missing: `Not possible here: refunds, stopping payments, deleting. ${WEB} or a server with the surface "full".`,
  },
  { name: "every tool", env: FULL },
  {
    name: "every tool that moves no money",
    env: { ...FULL, DIGISTORE24_MONEY_TOOLS: "false" },
    missing: `Not possible here: refunds. ${WEB}.`,
  },
  {
    name: "vouchers",
    env: FULL,
    url: "/x/vouchers",
    missing: `Not possible here: refunds, stopping payments. ${WEB}.`,
  },
];

async function overHttp({ env = {}, url = "/" }: Connection): Promise<string> {
  const { post, app } = openTestApp(env);
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1.0.0" } };
  const { messages } = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }), {}, url);
  await app.close();
  return messages[0]?.result.instructions;
}

async function overStdio(narrowing: object): Promise<string> {
  const { rpc, close } = await openTestStdio("2026-07-28", {}, narrowing);
  const { result } = await rpc("server/discover");
  await close();
  return result.instructions;
}

describe.each(CONNECTIONS)("the instructions for $name", (connection) => {
  test("begin with whole sentences, as many as Codex shows", async () => {
    const first = (await overHttp(connection)).slice(0, FIRST_CHARS).trimEnd();
    expect(first).toMatch(
      /^Digistore24 sells .* Ask the user before anything that moves money, mails a buyer or deletes\./,
    );
    expect(first).toMatch(/\.$/);
  });

  test("say once, and there, what cannot be done and where it can", async () => {
    const instructions = await overHttp(connection);
    const first = instructions.slice(0, FIRST_CHARS).trimEnd();
    expect(first.split(" deletes.")[1]?.trim()).toBe(connection.missing ?? "");
    expect(instructions.match(/refund|stopping|web interface/gi) ?? []).toEqual(
      first.match(/refund|stopping|web interface/gi) ?? [],
    );
  });
});

test.each([
  [{}, `Served here: ${SERVED_TOOL_COUNT} tools (surface "published").`],
  [{ confirmsChanges: true }, `Served here: ${SERVED_TOOL_COUNT} tools (surface "published, confirm destructive").`],
  [
    { isReadOnly: true, toolsets: "vouchers" },
    "only a part of the server's tools: 3 tools (published, read-only, vouchers). It was started with options that leave out the others.",
  ],
])("over stdio, they do not speak of addresses and headers (%j)", async (narrowing, served) => {
  const instructions = await overStdio(narrowing);
  expect(instructions.slice(-served.length)).toBe(served);
  expect(instructions).not.toMatch(/address|header|http|\/x\//i);
});

test("over HTTP, they say that other addresses may serve more", async () => {
  expect(await overHttp({ name: "", url: "/readonly" })).toMatch(/Others may be served at its other addresses\.$/);
});

describe("insights", () => {
  const preferred = /For sums and overviews, call reportSales, .+ first/;

  test("are preferred for sums, where they are served", async () => {
    expect(await overHttp({ name: "", url: "/readonly" })).toMatch(preferred);
  });

  test.each([
    ["the operator leaves them out", { env: { DIGISTORE24_INSIGHTS: "false" } }],
    ["the connection has other toolsets", { url: "/x/vouchers" }],
  ])("are not mentioned if %s", async (_, connection) => {
    expect(await overHttp({ name: "", ...connection })).not.toMatch(/insight|reportSales|For sums/);
  });
});
