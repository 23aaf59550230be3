import { describe, expect, test } from "vitest";
import { openSandbox, type WireArguments } from "../sandbox-client.ts";

const ERIKA = "880001";

describe("listBuyers", () => {
  test("has a hundred buyers per page, oldest first", async () => {
    const { data } = openSandbox();
    const first = await data("listBuyers");
    expect(first).toMatchObject({ page_no: 1, page_size: 100, page_count: Math.ceil(first.item_count / 100) });
    expect(first.items).toHaveLength(100);
    expect(first.items[0]).toMatchObject({ id: 880001, street_name: "Beispielweg", street_number: "7" });
    const second = await data("listBuyers", { page_no: "2", page_size: "30" });
    expect(second.items).toEqual(first.items.slice(30, 60));
    expect((await data("listBuyers", { page_size: "1" })).item_count).toBe(first.item_count);
  });

  test("shows buyers as getBuyer does, and knows every buyer of an order", async () => {
    const { data } = openSandbox();
    const { items } = await data("listBuyers", { page_size: "1000" });
    const [first] = items;
    expect((await data("getBuyer", { buyer_id: String(first.id) })).buyer).toEqual(first);
    const ids = new Set(items.map(({ id }: { id: number }) => id));
    const { purchase_list } = await data("listPurchases", { from: "start" });
    for (const { buyer } of purchase_list) {
      expect(ids).toContain(buyer.id);
    }
  });
});

describe("updateBuyer", () => {
  test("shows in the buyer, in the orders, in the deliveries and in the search", async () => {
    const { data } = openSandbox();
    const lena = "880003";
    const args = {
      buyer_id: lena,
      "data[email]": "Lena.Neu@Example.com",
      "data[last_name]": "Neuprobe",
      "data[company]": "Probe GmbH",
      "data[title]": "Dr.",
      "data[street_name]": "Straße des 17. Entwurfs",
      "data[street_number]": "4 b",
      "data[zipcode]": "10115",
      "data[city]": "Berlin",
      "data[country]": "de",
      "data[phone_number]": "030 123",
    };
    expect(await data("updateBuyer", args)).toEqual({ is_modified: "Y" });
    expect(await data("updateBuyer", args)).toEqual({ is_modified: "N" });
    const shared = { email: "lena.neu@example.com", last_name: "Neuprobe", company: "Probe GmbH", title: "Dr." };
    const address = { street: "Straße des 17. Entwurfs 4 b", zipcode: "10115", city: "Berlin", country: "DE" };
    const changed = { ...shared, ...address, phone_no: "030 123" };
    expect((await data("getBuyer", { buyer_id: lena })).buyer).toMatchObject({
      ...changed,
      first_name: "Lena",
      street_name: "Straße des 17. Entwurfs",
      street_number: "4 b",
    });
    expect((await data("getPurchase", { purchase_id: "R6N1VC5D" })).buyer).toMatchObject(changed);
    const found = await data("listPurchases", { from: "start", "search[email]": "lena.neu@" });
    expect(found.purchase_list).toMatchObject([{ id: "R6N1VC5D", buyer: changed }]);
    expect(await data("listPurchasesOfEmail", { email: "lena.neu@example.com" })).toHaveLength(1);
    const { delivery } = await data("getDelivery", { delivery_id: "610001" });
    expect(delivery.delivery_address).toMatchObject({ ...changed, street_number: "4 b", country_name: "Deutschland" });
  });

  test("changes only the given parts of a street", async () => {
    const { data } = openSandbox();
    await data("updateBuyer", { buyer_id: ERIKA, "data[street_number]": "9" });
    expect((await data("getBuyer", { buyer_id: ERIKA })).buyer).toMatchObject({
      street: "Beispielweg 9",
      street_name: "Beispielweg",
    });
  });

  test("clears optional fields with an empty text, and keeps the others", async () => {
    const { data } = openSandbox();
    const buyer_id = ERIKA;
    await data("updateBuyer", { buyer_id, "data[phone_number]": "040 1", "data[title]": "Dr." });
    const empty = { "data[phone_number]": "", "data[title]": "", "data[salutation]": "", "data[last_name]": "" };
    expect(await data("updateBuyer", { buyer_id, ...empty })).toEqual({ is_modified: "Y" });
    expect((await data("getBuyer", { buyer_id })).buyer).toMatchObject({
      phone_no: "",
      title: "",
      salutation: "",
      last_name: "Beispiel",
    });
    expect(await data("updateBuyer", { buyer_id, "data[city]": "" })).toEqual({ is_modified: "N" });
  });

  const refused: [WireArguments, string][] = [
    [{ "data[email]": "erika" }, "data[email]"],
    [{ "data[salutation]": "Frau" }, "data[salutation]"],
    [{ "data[country]": "Deutschland" }, "data[country]"],
    [{ "data[country]": "XX" }, "data[country]"],
    [{ "data[city]": "x".repeat(64) }, "data[city]"],
  ];
  test.each(refused)("refuses %j and changes nothing", async (wrong, name) => {
    const { data, call } = openSandbox();
    const before = await data("getBuyer", { buyer_id: ERIKA });
    const args = { buyer_id: ERIKA, "data[first_name]": "Erna", ...wrong, language: "en" };
    const envelope = await call("updateBuyer", args);
    expect(envelope.message).toContain(`Invalid value for ${name}`);
    expect(await data("getBuyer", { buyer_id: ERIKA })).toEqual(before);
  });

  test("has no effect on fields outside data[...]", async () => {
    const { data } = openSandbox();
    const before = await data("getBuyer", { buyer_id: ERIKA });
    expect(await data("updateBuyer", { buyer_id: ERIKA, first_name: "Erna" })).toEqual({ is_modified: "N" });
    expect(await data("getBuyer", { buyer_id: ERIKA })).toEqual(before);
  });
});

test.each(["getBuyer", "updateBuyer"])("%s does not find an unknown buyer", async (functionName) => {
  const { call } = openSandbox();
  const args = { buyer_id: "1", "data[city]": "Kiel" };
  expect(await call(functionName, args)).toMatchObject({ code: 4, message: "Käufer nicht gefunden: 1" });
});
