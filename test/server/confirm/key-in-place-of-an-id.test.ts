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
  const result = await client.callTool({ name: "updateVoucher", arguments: { code: text, data: { code: text } } });
  const shown = JSON.stringify(result);
  expect(shown).toContain("updateVoucher");
  expect(shown).not.toContain(FULL_KEY.slice(0, 10));
});
