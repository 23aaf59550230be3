import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FULL_KEY } from "../../support/sandbox.ts";
import { openShop, plainClient, type Shop } from "./shop.ts";

let shop: Shop;
let client: Client;

beforeAll(async () => {
  shop = await openShop({ CONFIRM: "destructive" });
  client = await plainClient(shop);
});
afterAll(async () => {
  await client.close();
  await shop.close();
});

test.each([
  { name: "whole", text: FULL_KEY },
  { name: "cut by the length of a detail", text: "x".repeat(70) + FULL_KEY },
])("the caller's key among the arguments is not repeated in a preview: $name", async ({ text }) => {
  const args = { transaction_id: 55000001, who: "buyer", comment: text };
  const shown = JSON.stringify(await client.callTool({ name: "reportFraud", arguments: args }));
  expect(shown).toContain("preview");
  expect(shown).not.toContain(FULL_KEY.slice(0, 10));
});

test("nor in a refusal because nothing has it as its code", async () => {
  const args = { code: FULL_KEY, data: { first_rate: 5 } };
  const shown = JSON.stringify(await client.callTool({ name: "updateVoucher", arguments: args }));
  expect(shown).toContain("could not be read first");
  expect(shown).not.toContain(FULL_KEY.slice(0, 10));
});
