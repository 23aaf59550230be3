import { afterAll, describe, expect, test } from "vitest";
import { PROMPTS } from "../../../src/server/mcp/prompts/serve-prompts.ts";
import { servedTools } from "../../../src/server/start/served-tools.ts";
import { KEY, modernRequest, openTestApp, type RpcMessage } from "../../support/test-app.ts";

const { app, post, rpc } = openTestApp();
const full = openTestApp({ DIGISTORE24_SURFACE: "full" });
afterAll(() => Promise.all([app.close(), full.app.close()]));

const tools = [...servedTools({ servesInsights: true }).values()].map(({ definition }) => definition);
const VALUES: Readonly<Record<string, Record<string, string>>> = {
  "morning-briefing": {},
  "period-report": { from: "-7d", product_ids: "12345", group_by: "week" },
  "subscription-health": { from: "-3M", to: "2026-11-28", product_ids: "67890" },
  "payment-problems": { from: "-1M", product_ids: "67890" },
  "customer-question": { customer: "erika.beispiel@example.com", question: "Where is my invoice?" },
  "duplicate-product": { product_id: "12345", name: "Webinar Oktober", price: "89.99" },
  "launch-discount": { code: "LAUNCH10", percent: "10", product_ids: "12345,67890", days: "7", uses: "50" },
};

async function textOf(name: string, values: Record<string, string> = {}, ask = rpc): Promise<string> {
  const { result, error } = await ask("prompts/get", { name, arguments: values });
  if (error) {
    throw new Error(error.message);
  }
  return result.messages[0].content.text;
}

async function promptsAt(url: string): Promise<string[]> {
  const { messages } = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "prompts/list" }), {}, url);
  return (messages[0] as RpcMessage).result.prompts.map(({ name }: { name: string }) => name);
}

test("the jobs of the help page are listed, each with a title and its arguments", async () => {
  const { result } = await rpc("prompts/list");
  expect(result.prompts.map(({ name }: { name: string }) => name)).toEqual(Object.keys(VALUES));
  for (const prompt of result.prompts) {
    expect(prompt).toMatchObject({ title: expect.any(String), description: expect.any(String) });
    expect(prompt.arguments.at(-1)).toMatchObject({ name: "language", required: false });
  }
});

test("a surface offers only jobs that it has the tools for", async () => {
  expect(await promptsAt("/readonly")).toEqual([
    "morning-briefing",
    "period-report",
    "subscription-health",
    "payment-problems",
    "customer-question",
  ]);
  expect(await promptsAt("/x/e-tickets")).toEqual([]);
  const { messages } = await post(
    JSON.stringify({ jsonrpc: "2.0", id: 1, method: "prompts/get", params: { name: "launch-discount" } }),
    {},
    "/readonly",
  );
  expect(messages[0]?.error).toMatchObject({
    code: -32602,
    message: expect.stringContaining("payment-problems, customer-question"),
  });
});

test("a client of 2026-07-28 may keep the list", async () => {
  const { body, headers } = modernRequest("prompts/list");
  const { messages } = await post(body, headers);
  expect(messages[0]?.result).toMatchObject({ ttlMs: 3_600_000, cacheScope: "private" });
});

describe.each(PROMPTS.map(({ name }) => name))("%s", (name) => {
  test.each(["en", "de"])("carries the person's values into the instructions (%s)", async (language) => {
    const text = await textOf(name, { ...VALUES[name], language });
    for (const value of Object.values(VALUES[name] ?? {})) {
      expect(text).toContain(value);
    }
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(text.endsWith("Antworte auf Deutsch.")).toBe(language === "de");
  });

  test.each(["en", "de"])("names only tools that are served and arguments that they have (%s)", async (language) => {
    for (const values of [VALUES[name], requiredOf(name)]) {
      for (const ask of [rpc, full.rpc]) {
        const text = await textOf(name, { ...values, language }, ask);
        const served = tools.filter(({ isPublished }) => isPublished || ask === full.rpc);
        const camel = text.match(/\b[A-Za-z]+[a-z][A-Z][A-Za-z]+\b|\b(?:Get|Post)[A-Z]\w+/g) ?? [];
        expect(camel.filter((word) => !served.some((tool) => tool.name === word))).toEqual([]);
        const snake = text.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
        expect(snake.filter((word) => !isKnownWord(word))).toEqual([]);
      }
    }
  });

  test("numbers its steps without gaps", async () => {
    const text = await textOf(name, requiredOf(name));
    const numbers = [...text.matchAll(/^(\d+)\. /gm)].map(([, digits]) => Number(digits));
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

function requiredOf(name: string): Record<string, string> {
  const prompt = PROMPTS.find((candidate) => candidate.name === name);
  const required = prompt?.args.filter(({ isRequired }) => isRequired).map((arg) => arg.name) ?? [];
  return Object.fromEntries(Object.entries(VALUES[name] ?? {}).filter(([key]) => required.includes(key)));
}

/** An argument of a tool, a field of an answer or one of the values that the API documents. */
const description = JSON.stringify(tools);
function isKnownWord(word: string): boolean {
  const values = ["single_payment", "refund_request", "created_at"];
  return description.includes(`"${word}"`) || [...values, "name_"].includes(word);
}

test("without insights, their prompts are not offered", async () => {
  const without = openTestApp({ DIGISTORE24_INSIGHTS: "false" });
  const { result } = await without.rpc("prompts/list");
  await without.app.close();
  expect(result.prompts.map(({ name }: { name: string }) => name)).toEqual(["duplicate-product", "launch-discount"]);
});

describe("a person's mistakes are reported", () => {
  test.each([
    ["a prompt that is not there", "duplicate", {}, "Prompts: morning-briefing, period-report"],
    ["a required value left out", "launch-discount", { code: "X" }, "needs percent (Discount in percent)"],
    ["a required value left blank", "launch-discount", { code: " ", percent: "5" }, "needs code"],
    [
      "an argument that it does not take",
      "period-report",
      { from: "-7d", since: "x" },
      "It takes from, to, product_ids, group_by",
    ],
    ["another language", "period-report", { from: "-7d", language: "fr" }, "language must be en or de"],
  ])("%s", async (_, name, values, message) => {
    const { error } = await rpc("prompts/get", { name, arguments: values });
    expect(error).toMatchObject({ code: -32602, message: expect.stringContaining(message) });
  });

  test("and a key is never repeated, wherever it was entered", async () => {
    const answers = [
      await rpc("prompts/get", { name: KEY }),
      await rpc("prompts/get", { name: "period-report", arguments: { [KEY]: KEY } }),
      await rpc("prompts/get", { name: "period-report", arguments: { from: KEY } }),
      await rpc("resources/read", { uri: `digistore24://reference/${KEY}` }),
      await rpc("resources/read", { uri: KEY }),
      await rpc("completion/complete", { ref: { type: "ref/prompt", name: KEY }, argument: { name: KEY, value: KEY } }),
    ];
    expect(JSON.stringify(answers)).not.toContain(KEY);
  });
});

describe("completion", () => {
  async function complete(ref: object, name: string, value: string): Promise<string[]> {
    const { result } = await rpc("completion/complete", { ref, argument: { name, value } });
    return result.completion.values;
  }

  test("offers usual periods, languages and discounts as they are typed", async () => {
    const report = { type: "ref/prompt", name: "period-report" };
    expect(await complete(report, "from", "-")).toEqual(["-24h", "-7d", "-1M", "-3M", "-1Y"]);
    expect(await complete(report, "language", "")).toEqual(["en", "de"]);
    expect(await complete({ type: "ref/prompt", name: "launch-discount" }, "percent", "2")).toEqual(["20", "25"]);
  });

  test("offers nothing for arguments whose values it cannot know", async () => {
    const copy = { type: "ref/prompt", name: "duplicate-product" };
    expect(await complete(copy, "product_id", "1")).toEqual([]);
    expect(await complete(copy, "no_such_argument", "")).toEqual([]);
    expect(await complete({ type: "ref/resource", uri: "digistore24://tools" }, "x", "")).toEqual([]);
  });

  test("finds functions by any part of their names, at most a hundred at once", async () => {
    const template = { type: "ref/resource", uri: "digistore24://reference/{function}" };
    expect(await complete(template, "function", "voucher")).toEqual([
      "createVoucher",
      "getVoucher",
      "listVouchers",
      "updateVoucher",
    ]);
    const { result } = await full.rpc("completion/complete", {
      ref: template,
      argument: { name: "function", value: "" },
    });
    expect(result.completion).toMatchObject({ total: expect.any(Number), hasMore: true });
    expect(result.completion.values).toHaveLength(100);
  });
});
