import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { tools } from "../../support/generated-tools.ts";
import { FULL_KEY } from "../../support/sandbox.ts";
import { sendForm } from "./form.ts";
import { COURSE, call, confirmationFor, NOTHING_CHANGED, openShop, plainClient, type Shop } from "./shop.ts";

/** By function: what a question without sentences of its own is about. */
const SUBJECTS: Readonly<Record<string, { readonly args: object; readonly about: string }>> = {
  deleteOrderform: { args: { orderform_id: 3101 }, about: "“Standard”" },
  deleteProduct: { args: { product_id: 24680 }, about: "“Workbook Morgenroutine”" },
  deleteProductGroup: { args: { product_group_id: 501 }, about: "“Kurse”" },
  deleteShippingCostPolicy: { args: { policy_id: 1501 }, about: "“Versand Inland”" },
  deleteUpgrade: { args: { upgrade_id: 7301 }, about: "“Kurs zu Club”" },
  deleteUpsells: { args: { product_id: 12345 }, about: "“Online-Kurs Zeitmanagement”" },
  deleteVoucher: { args: { code: "LAUNCH10" }, about: "“LAUNCH10”" },
  stopRebilling: {
    args: { purchase_id: COURSE.id },
    about: `order ${COURSE.id} of ${COURSE.buyer} for “Online-Kurs Zeitmanagement”`,
  },
  updateAffiliateCommission: {
    args: { affiliate_id: "partnerin24", product_ids: "12345", data: { commission_rate: 50 } },
    about: "“partnerin24”",
  },
  updateBuyer: { args: { buyer_id: 880001, data: { city: "Kiel" } }, about: COURSE.buyer },
  updateOrderform: { args: { orderform_id: 3101, data: { name: "Neu" } }, about: "“Standard”" },
  updateProduct: { args: { product_id: 12345, data: { name_de: "Neu" } }, about: "“Online-Kurs Zeitmanagement”" },
  updateProductGroup: { args: { product_group_id: 501, data: { name: "Neu" } }, about: "“Kurse”" },
  updatePurchase: {
    args: { purchase_id: COURSE.id, data: { custom: "x" } },
    about: `order ${COURSE.id} of ${COURSE.buyer} for “Online-Kurs Zeitmanagement”`,
  },
  updateShippingCostPolicy: { args: { policy_id: 1501, data: { name: "Neu" } }, about: "“Versand Inland”" },
  updateUpsells: { args: { product_id: 12345, data: { y: 24680 } }, about: "“Online-Kurs Zeitmanagement”" },
  updateVoucher: { args: { code: "LAUNCH10", data: { first_rate: 5 } }, about: "“LAUNCH10”" },
  validateEticket: {
    args: { eticket_id: "20260418000000000017", template_id: 12, location_id: 31 },
    about: COURSE.buyer,
  },
};

const nameOf = (functionName: string): string =>
  (tools as readonly AnyToolDefinition[]).find((tool) => tool.functionName === functionName)?.name ?? "";

let shop: Shop;
let client: Client;
beforeAll(async () => {
  shop = await openShop({ CONFIRM: "destructive" });
  client = await plainClient(shop);
});
beforeEach(async () => {
  await shop.sandbox.reset();
  await call(client, nameOf("createVoucher"), { data: { code: "LAUNCH10", first_rate: 10 } });
});
afterAll(async () => {
  await client.close();
  await shop.close();
});

async function pastThisServer(functionName: string, args: Record<string, string>): Promise<void> {
  const headers = { "x-ds-api-key": FULL_KEY };
  const body = new URLSearchParams(args);
  const response = await fetch(`${shop.sandbox.apiUrl}/${functionName}`, { method: "POST", headers, body });
  expect(await response.json()).toMatchObject({ result: "success" });
}

describe.each(Object.entries(SUBJECTS))("%s", (functionName, { args, about }) => {
  test("is asked about with the name of what it changes", async () => {
    const { answer, text } = await call(client, nameOf(functionName), args);
    expect(answer["preview"], text).toContain(` It concerns ${about}.`);
    expect(await shop.received(functionName)).toBe(0);
  });

  test("of something that does not exist is refused", async () => {
    const [[name] = [""]] = Object.entries(args);
    const nowhere = { ...args, [name]: typeof Object.values(args)[0] === "number" ? 99999999 : "ZZZZZZZZ" };
    const { isError, text } = await call(client, nameOf(functionName), nowhere);
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("could not be read first") });
    expect(text).not.toContain("the order could");
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
    expect(await shop.received(functionName)).toBe(0);
  });
});

describe("something that a call may create is not looked for", () => {
  test.each([
    { name: "setAffiliateForEmail", args: { email: "new@example.com", affiliate: "partnerin24" } },
    {
      name: "ipnSetup",
      args: { ipn_url: "https://new.example.com/ipn", name: "New", product_ids: "all", domain_id: "new.example.com" },
    },
  ])("$name", async ({ name, args }) => {
    const { answer, text } = await call(client, nameOf(name), args);
    expect(answer, text).toHaveProperty("preview");
    expect(answer["preview"]).not.toContain("It concerns");
  });
});

test("what has another name after the yes is not changed", async () => {
  const args = { product_id: 24680 };
  const confirmation = await confirmationFor(client, nameOf("deleteProduct"), args);
  await pastThisServer("updateProduct", { product_id: "24680", "data[name_de]": "Anderes" });
  const { isError, text } = await call(client, nameOf("deleteProduct"), { ...args, confirmation });
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("this has changed: its name.") });
  expect(await shop.received("deleteProduct")).toBe(0);
});

test("a person's name in it is said to be a stranger's", async () => {
  const { answer } = await call(client, nameOf("updateBuyer"), SUBJECTS["updateBuyer"]?.args ?? {});
  expect(answer["_note"]).toContain("strangers write: the buyer's name.");
  const affiliate = await call(
    client,
    nameOf("updateAffiliateCommission"),
    SUBJECTS["updateAffiliateCommission"]?.args ?? {},
  );
  expect(affiliate.answer["_note"]).toContain("strangers write: the affiliate's name.");
  const voucher = await call(client, nameOf("deleteVoucher"), SUBJECTS["deleteVoucher"]?.args ?? {});
  expect(voucher.answer["_note"]).not.toContain("strangers");
});

test("a connection is named, though its read answers for every id", async () => {
  const setup = { ipn_url: "https://a.example.com/ipn", name: "Mitglieder", product_ids: "all" };
  await pastThisServer("ipnSetup", { ...setup, domain_id: "a.example.com" });
  const known = await call(client, nameOf("ipnDelete"), { domain_id: "a.example.com" });
  expect(known.answer["preview"]).toContain("It concerns “Mitglieder”.");
  const unknown = await call(client, nameOf("ipnDelete"), { domain_id: "b.example.com" });
  expect(unknown.answer["preview"], unknown.text).not.toContain("It concerns");
});

test("a form names it too", async () => {
  const { message } = await sendForm(shop, { name: nameOf("deleteVoucher"), args: { code: "LAUNCH10" } });
  expect(message).toContain("It concerns “LAUNCH10”.");
  expect(message).not.toContain("Details");
});
