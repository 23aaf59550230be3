import { expect, test } from "vitest";
import { openSandbox } from "../sandbox-client.ts";

test("the record of the description's example comes first", async () => {
  const { data } = openSandbox();
  const { records } = await data("listCustomFormRecords");
  expect(records[0]).toEqual({
    form_id: 4601,
    id: 4701,
    purchase_id: "K7M2QX9A",
    purchase_item_id: 770001,
    product_id: 12345,
    form_no: 1,
    form_count: 1,
    data: { tshirt: "M" },
    address: [],
  });
});

test("every order of the event shows size and meal, and getPurchase says that there is a form", async () => {
  const { data } = openSandbox();
  const { records } = await data("listCustomFormRecords");
  const { purchase_list } = await data("listPurchases", { from: "start", "search[product_id]": "13579" });
  expect(records).toHaveLength(purchase_list.length + 1);
  for (const { id, items, buyer } of purchase_list) {
    const own = (await data("listCustomFormRecords", { purchase_id: id })).records;
    expect(own).toMatchObject([
      {
        purchase_id: id,
        purchase_item_id: items[0].id,
        data: { tshirt: expect.stringMatching(/^(S|M|L|XL)$/), essen: expect.any(String) },
        address: { email: buyer.email },
      },
    ]);
    expect(records).toContainEqual(own[0]);
    expect((await data("getPurchase", { purchase_id: id })).has_custom_forms).toBe("Y");
  }
});

test("an order without a form has no record, and an unknown order is not found", async () => {
  const { data, call } = openSandbox();
  expect(await data("listCustomFormRecords", { purchase_id: "P4W8ZT3B" })).toEqual({ records: [] });
  expect((await data("getPurchase", { purchase_id: "P4W8ZT3B" })).has_custom_forms).toBe("N");
  expect(await call("listCustomFormRecords", { purchase_id: "NONE" })).toMatchObject({ code: 4 });
});
