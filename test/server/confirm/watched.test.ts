import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuditLog, openAuditLog } from "../../../src/server/watch/audit-log.ts";
import { createMetrics } from "../../../src/server/watch/metrics.ts";
import { readJsonLines, useTempFolders } from "../../support/temp-folder.ts";
import { sendForm } from "./form.ts";
import { COURSE, call, confirmationFor, openShop, plainClient, type Shop } from "./shop.ts";

const tempFolder = useTempFolders(afterAll);
const metrics = createMetrics();
const lines: string[] = [];
let file: string;
let auditLog: AuditLog;
let shop: Shop;
let client: Client;

beforeAll(async () => {
  file = join(tempFolder(), "audit.log");
  auditLog = openAuditLog(file);
  const stream = { write: (line: string) => void lines.push(line) };
  shop = await openShop(
    { MONEY_LIMIT: "EUR 100/call,EUR 500/day" },
    { reports: { auditLog, metrics }, logger: { level: "info", stream } },
  );
  client = await plainClient(shop);
});
beforeEach(() => shop.sandbox.reset());
afterAll(async () => {
  await client.close();
  await shop.close();
  auditLog.close();
});

const NAME = "refundPartially";
const ARGS = { purchase_id: COURSE.id, amount: 10 };
const YES = { action: "accept", content: { typed: "10.00 EUR" } };

async function question(): Promise<string> {
  return (await sendForm(shop, { name: NAME, args: ARGS })).state;
}
const answerWith = async (answer: object) =>
  sendForm(shop, { name: NAME, args: ARGS, state: await question(), answer });

interface Step {
  readonly step: string;
  readonly make: () => Promise<unknown>;
  readonly outcome: string;
  /** What the log says of the calls before, for the same tool. */
  readonly before?: readonly string[];
}

test.each<Step>([
  { step: "asked", make: () => call(client, NAME, ARGS), outcome: "asked" },
  { step: "confirmed", make: () => answerWith(YES), outcome: "success", before: ["asked"] },
  { step: "declined", make: () => answerWith({ action: "decline" }), outcome: "refused", before: ["asked"] },
  { step: "cancelled", make: () => answerWith({ action: "cancel" }), outcome: "refused", before: ["asked"] },
  {
    step: "refused",
    make: () => answerWith({ action: "accept", content: { typed: "no" } }),
    outcome: "refused",
    before: ["asked"],
  },
  { step: "refused", make: () => call(client, NAME, { ...ARGS, confirmation: "x" }), outcome: "refused" },
  { step: "refused", make: () => call(client, NAME, { ...ARGS, amount: 0 }), outcome: "refused" },
  { step: "refused", make: () => call(client, NAME, { ...ARGS, purchase_id: "ZZZZZZZZ" }), outcome: "not_found" },
  { step: "refused", make: () => call(client, NAME, { ...ARGS, foo: 1 }), outcome: "input" },
  { step: "over_limit", make: () => call(client, NAME, { ...ARGS, amount: 101 }), outcome: "refused" },
  {
    step: "changed",
    make: async () => {
      const confirmation = await confirmationFor(client, NAME, ARGS);
      const other = { ...ARGS, amount: 1 };
      await call(client, NAME, { ...other, confirmation: await confirmationFor(client, NAME, other) });
      return call(client, NAME, { ...ARGS, confirmation });
    },
    outcome: "refused",
    before: ["asked", "asked", "confirmed"],
  },
  {
    step: "replayed",
    make: async () => {
      const confirmed = { ...ARGS, confirmation: await confirmationFor(client, NAME, ARGS) };
      await call(client, NAME, confirmed);
      return call(client, NAME, confirmed);
    },
    outcome: "success",
    before: ["asked", "confirmed"],
  },
])("$step is audited, logged and counted", async ({ step, make, outcome, before = [] }) => {
  const known = readJsonLines(file).length;
  const counted = await count(step);
  lines.length = 0;
  await make();
  const audited = readJsonLines(file).slice(known);
  expect(audited.map(({ confirmation }) => confirmation)).toEqual([...before, step]);
  const last = audited.at(-1);
  expect(last).toMatchObject({ event: "tool_call", tool: NAME, money: "moves", outcome, confirmation: step });
  const logged = lines.map((line) => JSON.parse(line)).find(({ requestId }) => requestId === last.request_id);
  expect(logged).toMatchObject({ tool: NAME, outcome, confirmation: step });
  const again = [...before, step].filter((name) => name === step).length;
  expect(await count(step)).toBe(counted + again);
});

test("no confirmation stands in the audit or the log", async () => {
  const confirmation = await confirmationFor(client, NAME, ARGS);
  await call(client, NAME, { ...ARGS, confirmation });
  await call(client, NAME, { ...ARGS, amount: 11, confirmation });
  const texts = [JSON.stringify(readJsonLines(file)), lines.join("")];
  for (const text of texts) {
    expect(text).not.toContain(confirmation);
  }
});

async function count(step: string): Promise<number> {
  const text = await metrics.text();
  const line = text.split("\n").find((sample) => sample.includes(`confirmations_total{tool="${NAME}",step="${step}"}`));
  return Number(line?.split(" ").at(-1) ?? 0);
}
