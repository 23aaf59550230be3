import { describe, expect, test } from "vitest";
import { tools } from "../../support/generated-tools.ts";
import {
  AFFILIATE_KEY,
  grantKey,
  KEY_WISH,
  openSandbox,
  READ_KEY,
  type Sandbox,
  SHIPPING_KEY,
} from "../sandbox-client.ts";

const DELIVERY = { delivery_id: "610001" };
const ASK_FOR_SHIPPING = { ...KEY_WISH, permissions: "delivery" };

describe("a key for a shipping service provider", () => {
  const opened = ["ping", "getUserInfo", "listDeliveries", "getDelivery", "updateDelivery"];

  test.each([
    ["the fixed one", async () => SHIPPING_KEY],
    ["one that was asked for", (sandbox: Sandbox) => grantKey(sandbox, ASK_FOR_SHIPPING)],
  ])("opens deliveries, to read and to change: %s", async (_, makeKey) => {
    const sandbox = openSandbox();
    const key = await makeKey(sandbox);
    const { data } = await sandbox.call("listDeliveries", { "search[type]": "request" }, key);
    const open = { delivery_id: String(data.delivery[0].id) };
    const packed = await sandbox.call("getDelivery", { ...open, set_in_progress: "Y" }, key);
    expect(packed.data).toMatchObject({ is_set_in_progress: "Y" });
    const sent = await sandbox.call("updateDelivery", { ...open, "data[type]": "delivery" }, key);
    expect(sent.data).toEqual({ is_modified: "Y" });
  });

  const refused = tools.filter(({ functionName }) => !opened.includes(functionName));
  test.each(refused.map(({ functionName }) => functionName))("is refused by %s", async (functionName) => {
    const { call } = openSandbox();
    const envelope = await call(functionName, { language: "en" }, SHIPPING_KEY);
    expect(envelope).toMatchObject({ result: "error", code: 5 });
    expect(envelope.message).toContain(functionName);
  });
});

describe("a read-only key", () => {
  test("reads a delivery, but cannot mark it as being packed", async () => {
    const { call, data } = openSandbox();
    const { delivery } = await data("listDeliveries", { "search[type]": "request" });
    const open = { delivery_id: String(delivery[0].id) };
    expect((await call("getDelivery", DELIVERY, READ_KEY)).data.delivery).toMatchObject({ id: 610001 });
    expect(await call("getDelivery", { ...open, set_in_progress: "N" }, READ_KEY)).toMatchObject({ result: "success" });
    expect(await call("getDelivery", { ...open, set_in_progress: "Y" }, READ_KEY)).toMatchObject({ code: 5 });
    expect((await data("getDelivery", open)).delivery).toMatchObject({ type: "request" });
  });
});

describe("a key of an account that is only an affiliate", () => {
  test("lists no products and no marketplace entries", async () => {
    const { call } = openSandbox();
    const { data } = await call("getUserInfo", {}, AFFILIATE_KEY);
    expect(data).toMatchObject({ granted_roles: "affiliate", granted_roles_msg: "Affiliate" });
    expect((await call("listProducts", {}, AFFILIATE_KEY)).data).toEqual({ products: [] });
    expect((await call("listMarketplaceEntries", {}, AFFILIATE_KEY)).data).toEqual({ count: 0, entries: [] });
  });

  test.each([
    ["listPurchases", "purchase_list"],
    ["listTransactions", "transaction_list"],
  ])("sees in %s the sales on which it earns as the affiliate", async (functionName, list) => {
    const { call, data } = openSandbox();
    const seen = (await call(functionName, { from: "start" }, AFFILIATE_KEY)).data[list];
    const all = (await data(functionName, { from: "start", "search[role]": "affiliate" }))[list];
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual(all);
    const { data: narrowed } = await call(functionName, { from: "start", "search[role]": "vendor" }, AFFILIATE_KEY);
    expect(narrowed[list]).toEqual([]);
  });
});
