import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../../src/sandbox/wire/keys.ts";
import { type AuditLog, openAuditLog } from "../../../src/server/watch/audit-log.ts";
import { readJsonLines, useTempFolders } from "../../support/temp-folder.ts";
import { sendForm } from "./form.ts";
import { COURSE, call, confirmationFor, NOTHING_CHANGED, openShop, plainClient, type Shop } from "./shop.ts";

const tempFolder = useTempFolders(afterAll);
let file: string;
let auditLog: AuditLog;
let shop: Shop;
let client: Client;

beforeAll(async () => {
  file = join(tempFolder(), "audit.log");
  auditLog = openAuditLog(file);
  shop = await openShop({}, { reports: { auditLog } });
  client = await plainClient(shop);
});
beforeEach(() => shop.sandbox.reset());
afterAll(async () => {
  await client.close();
  await shop.close();
  auditLog.close();
});

const NAME = "refundPartially";
const ARGS = { purchase_id: COURSE.id, amount: 5 };
const YES = { action: "accept", content: { typed: "5.00 EUR" } };
const STILL_VALID = "The confirmation is not used up";
const USED_UP = "The confirmation is used up";
const lastLine = () => readJsonLines(file).at(-1);

interface Unsent {
  readonly what: string;
  readonly fault: { readonly kind: string; readonly functions: string[] };
}

const UNSENT: readonly Unsent[] = [
  { what: "the order cannot be read again", fault: { kind: "bad-gateway", functions: ["getPurchase"] } },
  { what: "the API takes no more requests", fault: { kind: "status-429", functions: [NAME] } },
  { what: "the API says that there are too many", fault: { kind: "busy-code", functions: [NAME] } },
];

describe.each(UNSENT)("if $what after the yes", ({ fault }) => {
  test("the same confirmation carries out the call later, and only once", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(client, NAME, ARGS) };
    await shop.sandbox.setFaults([fault]);
    const failed = await call(client, NAME, confirmed);
    expect(failed).toMatchObject({ isError: true, text: expect.stringContaining(STILL_VALID) });
    expect(failed.text.split(NOTHING_CHANGED)).toEqual([expect.any(String), ""]);
    await shop.sandbox.setFaults([]);
    const sent = await shop.received(NAME);
    const later = await Promise.all([1, 2].map(() => call(client, NAME, confirmed)));
    expect(later.map(({ answer }) => answer["modified"])).toEqual(["Y", "Y"]);
    expect(later.filter(({ text }) => text.includes("nothing was done again"))).toHaveLength(1);
    expect(await shop.received(NAME)).toBe(sent + 1);
  });

  test("two calls at once both learn that nothing was done", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(client, NAME, ARGS) };
    await shop.sandbox.setFaults([fault]);
    for (const { text } of await Promise.all([1, 2].map(() => call(client, NAME, confirmed)))) {
      expect(text).toContain(STILL_VALID);
      expect(text).not.toContain("already used");
    }
  });

  test("a form's answer is not used later: the agent calls again and the person is asked again", async () => {
    const { state } = await sendForm(shop, { name: NAME, args: ARGS });
    await shop.sandbox.setFaults([fault]);
    const failed = await sendForm(shop, { name: NAME, args: ARGS, state, answer: YES });
    expect(failed).toMatchObject({ isError: true, text: expect.not.stringContaining("confirmation") });
    expect(failed.text.endsWith(NOTHING_CHANGED)).toBe(true);
    await shop.sandbox.setFaults([]);
    const later = await sendForm(shop, { name: NAME, args: ARGS, state, answer: YES });
    expect(later).toMatchObject({ isError: true, text: expect.stringContaining("nothing was done again") });
    expect((await sendForm(shop, { name: NAME, args: ARGS })).state).toBeDefined();
    expect(await shop.received(NAME)).toBe(fault.functions.includes(NAME) ? 1 : 0);
  });

  test("the audit says that it was confirmed, and why it failed", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(client, NAME, ARGS) };
    await shop.sandbox.setFaults([fault]);
    await call(client, NAME, confirmed);
    expect(lastLine()).toMatchObject({
      confirmation: "confirmed",
      outcome: expect.stringMatching(/upstream_down|rate_limited/),
    });
  });
});

test("a no stays a no", async () => {
  const { state } = await sendForm(shop, { name: NAME, args: ARGS });
  await sendForm(shop, { name: NAME, args: ARGS, state, answer: { action: "decline" } });
  const { text } = await sendForm(shop, { name: NAME, args: ARGS, state, answer: YES });
  expect(text).toContain("the person declined");
  expect(await shop.received(NAME)).toBe(0);
});

test("a refusal by the API uses up the confirmation and has changed nothing", async () => {
  const reading = await plainClient(shop, SANDBOX_KEYS.readOnly);
  const confirmed = { ...ARGS, confirmation: await confirmationFor(reading, NAME, ARGS) };
  const refused = await call(reading, NAME, confirmed);
  expect(refused).toMatchObject({ isError: true, text: expect.stringContaining(USED_UP) });
  expect(refused.text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(lastLine()).toMatchObject({ confirmation: "confirmed", outcome: "permission" });
  expect((await call(reading, NAME, confirmed)).text).toContain("This confirmation was already used");
  await reading.close();
});

test("a refund that was refused inside a successful answer ends like every refusal", async () => {
  const search = { role: "vendor", transaction_type: "payment", pay_method: "paypal" };
  const old = await call(client, "PostListtransactions", { from: "-300d", to: "-60d", search, _fields: ["id"] });
  const [payment] = old.answer["transaction_list"] as { id: number }[];
  const args = { transaction_id: String(payment?.id) };
  const confirmation = await confirmationFor(client, "refundTransaction", args);
  const { text, isError } = await call(client, "refundTransaction", { ...args, confirmation });
  expect(isError).toBe(true);
  expect(text).toContain('answered status "refused"');
  expect(text).toContain(USED_UP);
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
});

test("a charge that was refused inside a successful answer does not say that nothing was changed", async () => {
  const search = { billing_type: "subscription,installment" };
  const wanted = { from: "start", page_size: 1000, search, _fields: ["id", "billing_status"] };
  const list = await call(client, "listPurchases", wanted);
  const rows = list.answer["purchase_list"] as { id: string; billing_status: string }[];
  const late = rows.find(({ billing_status }) => billing_status === "reminding");
  const args = { purchase_id: late?.id };
  const charge = "PostCreaterebillingpayment";
  const confirmation = await confirmationFor(client, charge, args);
  const { text, isError } = await call(client, charge, { ...args, confirmation });
  expect({ isError, text }).toEqual({
    isError: true,
    text: expect.stringContaining('answered payment_status "refused"'),
  });
  expect(text).toContain(USED_UP);
  expect(text).not.toContain(NOTHING_CHANGED);
});

test.each(["reset-after", "bad-gateway", "truncated"])("what may have happened says nothing else: %s", async (kind) => {
  const confirmed = { ...ARGS, confirmation: await confirmationFor(client, NAME, ARGS) };
  await shop.sandbox.setFaults([{ kind, functions: [NAME], times: 1 }]);
  const { text } = await call(client, NAME, confirmed);
  expect(text).toContain("It may have been carried out anyway");
  expect(text).not.toContain(NOTHING_CHANGED);
  expect(text).not.toContain(STILL_VALID);
  expect((await call(client, NAME, confirmed)).text).toContain("This confirmation was already used");
  expect(await shop.received(NAME)).toBe(1);
});

test("the audit counts the reads before a question and after the yes", async () => {
  const before = await shop.received("getPurchase");
  const confirmation = await confirmationFor(client, NAME, ARGS);
  expect(lastLine()).toMatchObject({
    confirmation: "asked",
    upstream_requests: (await shop.received("getPurchase")) - before,
  });
  await call(client, NAME, { ...ARGS, confirmation });
  expect(lastLine()).toMatchObject({ confirmation: "confirmed", upstream_requests: 2 });
});
