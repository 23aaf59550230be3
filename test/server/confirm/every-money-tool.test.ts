import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { tools } from "../../support/generated-tools.ts";
import { FULL_KEY } from "../../support/sandbox.ts";
import { sendForm } from "./form.ts";
import { CLUB, COURSE, call, callConfirmed, openShop, plainClient, type Shop } from "./shop.ts";

/** Calls that the sandbox's shop carries out, and what each of them then moves. */
interface Example {
  readonly args: Record<string, unknown>;
  /** The beginning of a preview, as far as facts of the order stand in it. */
  readonly shows: readonly string[];
  /** What the orders of these buyers then have paid more, or less, in cents. */
  readonly moves: number;
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  createAddonChangePurchase: {
    args: { purchase_id: CLUB.id, addons: [{ product_id: 24680, amount: 4.5, quantity: 2 }] },
    shows: [CLUB.id, CLUB.buyer, "to 2 x “Workbook Morgenroutine”: at most 9.00 EUR is charged at once"],
    moves: 900,
  },
  createBillingOnDemand: {
    args: { purchase_id: COURSE.id, product_id: "67890" },
    shows: [COURSE.id, `Charge ${COURSE.buyer} 19.90 EUR now for “Mitgliedschaft Fokus-Club”`],
    moves: 1990,
  },
  createRebillingPayment: {
    args: { purchase_id: CLUB.id },
    shows: [`Charge ${CLUB.buyer} the next payment of order ${CLUB.id} now: at most ${CLUB.price} EUR`],
    moves: 1990,
  },
  createUpgradePurchase: {
    args: { purchase_ids: COURSE.id, upgrade_id: "7301" },
    shows: [`Upgrade order ${COURSE.id} of ${COURSE.buyer}`, "from “Online-Kurs Zeitmanagement” to", "up to 19.90 EUR"],
    moves: 0,
  },
  refundPartially: {
    args: { purchase_id: COURSE.id, amount: 20.5 },
    shows: [`Pay 20.50 EUR of order ${COURSE.id} back to ${COURSE.buyer}`],
    moves: -2050,
  },
  refundPurchase: {
    args: { purchase_id: COURSE.id },
    shows: [`Refund order ${COURSE.id} in full: at most ${COURSE.price} EUR goes back to ${COURSE.buyer}`],
    moves: -19900,
  },
  refundTransaction: {
    args: { transaction_id: "55000001" },
    shows: [`Refund payment 55000001 of order ${COURSE.id}: at most ${COURSE.price} EUR goes back to ${COURSE.buyer}`],
    moves: -19900,
  },
  updateServiceProofRequest: {
    args: { service_proof_id: 9101, data: { request_status: "exec_refund" } },
    shows: [
      `Refund order ${COURSE.id} because of proof request 9101: ${COURSE.price} EUR goes back to ${COURSE.buyer}`,
    ],
    moves: -19900,
  },
};

const all: readonly AnyToolDefinition[] = tools;
const moving = all.filter(({ money }) => money === "moves");
const exampleOf = ({ functionName }: AnyToolDefinition): Example => {
  const example = EXAMPLES[functionName];
  if (example === undefined) {
    throw new Error(`${functionName} moves money and has no example here: write one`);
  }
  return example;
};

let shop: Shop;
let client: Client;

beforeAll(async () => {
  shop = await openShop();
  client = await plainClient(shop);
});
beforeEach(() => shop.sandbox.reset());
afterAll(async () => {
  await client.close();
  await shop.close();
});

/** What all payments and returns come to, in cents. */
async function moved(): Promise<number> {
  const body = new URLSearchParams({ from: "start", page_size: "1" });
  const headers = { "x-ds-api-key": FULL_KEY };
  const response = await fetch(`${shop.sandbox.apiUrl}/listTransactions`, { method: "POST", headers, body });
  const { data } = (await response.json()) as { data: { summary: { amounts: { EUR: { total_amount: string } } } } };
  return Math.round(Number(data.summary.amounts.EUR.total_amount) * 100);
}

describe.each(moving)("$functionName", (tool) => {
  const { name, functionName } = tool;

  test("is not sent by a first call, and its question leaves nothing open", async () => {
    const { args, shows } = exampleOf(tool);
    const { answer } = await call(client, name, args);
    expect(answer["preview"]).not.toContain("(unknown)");
    expect(answer["preview"]).not.toMatch(/[{}]/);
    for (const part of shows) {
      expect(answer["preview"]).toContain(part);
    }
    const { message } = await sendForm(shop, { name, args });
    expect(message).toContain(answer["preview"]);
    expect(await shop.received(functionName)).toBe(0);
  });

  test("moves what the question says once it was confirmed", async () => {
    const { args, moves } = exampleOf(tool);
    const before = await moved();
    const { isError, text } = await callConfirmed(client, name, args);
    expect(isError, text).toBe(false);
    expect(await shop.received(functionName)).toBe(1);
    expect((await moved()) - before).toBe(moves);
  });

  test("is not sent by made-up confirmations", async () => {
    const { args } = exampleOf(tool);
    for (const confirmation of ["yes", "true", "confirmed", "00000000-0000-4000-8000-000000000000"]) {
      expect((await call(client, name, { ...args, confirmation })).isError).toBe(true);
    }
    for (const answer of [{ action: "accept", content: { typed: "yes" } }, undefined]) {
      await sendForm(shop, { name, args, state: "yes", answer });
      await sendForm(shop, { name, args, answer });
    }
    expect(await shop.received(functionName)).toBe(0);
  });

  test("is not sent in a batch, or under another spelling of its arguments", async () => {
    const { args } = exampleOf(tool);
    const spelt = Object.fromEntries(
      Object.entries(args).map(([key, value]) => [
        key,
        typeof value === "object" ? JSON.stringify(value) : String(value),
      ]),
    );
    const message = (id: number) => ({
      jsonrpc: "2.0",
      id,
      method: "tools/call",
      params: { name, arguments: { ...spelt, confirm: true, confirmed: "Y" } },
    });
    const response = await fetch(shop.endpoint.url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${FULL_KEY}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: JSON.stringify([message(1), message(2)]),
    });
    expect(response.status).toBe(200);
    await response.text();
    expect(await shop.received(functionName)).toBe(0);
  });
});
