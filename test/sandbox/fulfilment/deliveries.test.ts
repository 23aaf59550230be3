import { describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const KNOWN = "610001";
const PARCEL = {
  "tracking[0][parcel_service]": "dpd",
  "tracking[0][tracking_id]": "01906099999",
  "tracking[0][expect_delivery_at]": "2026-03-19",
};

async function deliveryOf({ data }: Sandbox, delivery_id: string) {
  return (await data("getDelivery", { delivery_id })).delivery;
}

/** One that nobody has packed yet. */
async function waitingId({ data }: Sandbox): Promise<string> {
  const [waiting] = (await data("listDeliveries", { "search[type]": "request" })).delivery;
  return String(waiting.id);
}

describe("the list", () => {
  test("has one delivery for every paid purchase of shipped goods", async () => {
    const { data } = openSandbox();
    const { delivery } = await data("listDeliveries");
    const search = { from: "start", "search[product_id]": "24680", load_transactions: "Y" };
    const { purchase_list } = await data("listPurchases", search);
    const paid = purchase_list.filter(({ transaction_list }: { transaction_list: unknown[] }) => transaction_list[0]);
    const ids = (items: readonly Record<string, unknown>[], name: string) => items.map((item) => item[name]).sort();
    expect(ids(delivery, "purchase_id")).toEqual(ids(paid, "id"));
    expect(new Set(ids(delivery, "id")).size).toBe(paid.length);
  });

  test("shows the delivery of the description with its parcel and the buyer's address", async () => {
    const { data } = openSandbox();
    const { delivery } = await data("listDeliveries", { "search[purchase_id]": "R6N1VC5D" });
    expect(delivery).toMatchObject([
      {
        id: 610001,
        buyer_address_id: 990003,
        type: "delivery",
        processed_by: "musterhaus",
        delivery_type: "shipping",
        product_name: "Workbook Morgenroutine",
        quantity_total: 1,
        quantity_delivered: 1,
        delivery_address: { street: "Probegasse 12", street_number: "12", country: "CH", country_name: "Schweiz" },
        tracking: [{ delivery_id: 610001, service_label: "DHL", tracking_id: "00340434161094000001" }],
      },
    ]);
    const english = await data("listDeliveries", { "search[purchase_id]": "R6N1VC5D", language: "en" });
    expect(english.delivery[0].delivery_address.country_name).toBe("Switzerland");
  });

  test("can be filtered by state, by type and by test order", async () => {
    const { data } = openSandbox();
    const count = async (search: WireArguments) => (await data("listDeliveries", search)).delivery.length;
    const all = await count({});
    const open = await count({ "search[is_processed]": "N" });
    expect(open).toBeGreaterThan(0);
    expect(await count({ "search[is_processed]": "Y" })).toBe(all - open);
    expect(await count({ "search[type]": "request,in_progress,partial_delivery" })).toBe(open);
    const tests = await count({ "search[is_test_order]": "Y" });
    expect(await count({ "search[is_test_order]": "N" })).toBe(all - tests);
    expect(await count({ is_processed: "N" })).toBe(all);
  });

  test.each(["2025-06-01T12:00:00Z", "2026-03-16T09:15:00Z", "2026-07-01T12:00:00Z", "2026-11-23T12:00:00Z"])(
    "has something to pack and something being packed on %s",
    async (day) => {
      for (const seed of [1, 2, 3]) {
        const { data } = openSandbox({ now: () => new Date(day), seed });
        expect((await data("listDeliveries", { "search[type]": "request" })).delivery).not.toHaveLength(0);
        expect((await data("listDeliveries", { "search[type]": "in_progress" })).delivery).not.toHaveLength(0);
      }
    },
  );

  test("can be limited to days, including the last one, and to the address of another delivery", async () => {
    const { data, call } = openSandbox();
    const ids = async (search: WireArguments) =>
      (await data("listDeliveries", search)).delivery.map(({ id }: { id: number }) => id);
    const day = { "search[from]": "2026-03-15", "search[to]": "2026-03-15" };
    expect(await ids(day)).toContain(610001);
    expect(await ids({ "search[from]": "2026-03-16" })).not.toContain(610001);
    expect(await ids({ "search[to]": "2026-03-14" })).not.toContain(610001);
    expect(await ids({ "search[same_address_as]": KNOWN })).toEqual([610001]);
    expect(await call("listDeliveries", { "search[same_address_as]": "1" })).toMatchObject({ code: 4 });
    expect(await call("listDeliveries", { "search[type]": "lost" })).toMatchObject({ code: 3 });
    expect(await call("listDeliveries", { "search[is_processed]": "perhaps" })).toMatchObject({ code: 3 });
  });
});

describe("being packed", () => {
  test("is marked once; a second worker is informed", async () => {
    const sandbox = openSandbox();
    const delivery_id = await waitingId(sandbox);
    expect(await sandbox.data("getDelivery", { delivery_id })).toMatchObject({
      delivery: { type: "request", processed_at: null, processed_by: null },
      is_set_in_progress: "N",
      set_in_progress_fail_reason: "",
    });
    expect(await sandbox.data("getDelivery", { delivery_id, set_in_progress: "Y" })).toMatchObject({
      delivery: { type: "in_progress" },
      is_set_in_progress: "Y",
      set_in_progress_fail_reason: "",
    });
    expect(await deliveryOf(sandbox, delivery_id)).toMatchObject({ type: "in_progress" });
    expect(await sandbox.data("getDelivery", { delivery_id, set_in_progress: "Y", language: "en" })).toMatchObject({
      is_set_in_progress: "N",
      set_in_progress_fail_reason: "The delivery is in progress already.",
    });
  });

  test("is not possible after the delivery was sent", async () => {
    const sandbox = openSandbox();
    const answer = await sandbox.data("getDelivery", { delivery_id: KNOWN, set_in_progress: "Y" });
    expect(answer).toMatchObject({ delivery: { type: "delivery" }, is_set_in_progress: "N" });
    expect(answer.set_in_progress_fail_reason).toBe("Die Lieferung wurde bereits bearbeitet.");
  });
});

describe("an update", () => {
  test("sends a delivery with its parcel", async () => {
    const sandbox = openSandbox();
    const delivery_id = await waitingId(sandbox);
    const args = { delivery_id, notify_via_email: "N", "data[is_shipped]": "Y", ...PARCEL };
    expect(await sandbox.data("updateDelivery", args)).toEqual({ is_modified: "Y" });
    expect(await deliveryOf(sandbox, delivery_id)).toMatchObject({
      type: "delivery",
      quantity_delivered: 1,
      processed_at: "2026-03-16 10:15:00",
      processed_by: "musterhaus",
      tracking: [
        {
          delivery_id: Number(delivery_id),
          parcel_service_type: "dpd",
          service_label: "DPD",
          tracking_id: "01906099999",
          quantity: 1,
          expect_delivery_at: "2026-03-19",
        },
      ],
    });
    expect(await sandbox.data("updateDelivery", args)).toEqual({ is_modified: "N" });
    const { delivery } = await sandbox.data("listDeliveries", { "search[type]": "request" });
    expect(delivery.map(({ id }: { id: number }) => String(id))).not.toContain(delivery_id);
  });

  test("cancels a delivery with is_shipped N, and reopens it with type request", async () => {
    const sandbox = openSandbox();
    const delivery_id = await waitingId(sandbox);
    await sandbox.data("updateDelivery", { delivery_id, "data[is_shipped]": "N" });
    const processed = { processed_at: "2026-03-16 10:15:00", quantity_delivered: 0 };
    expect(await deliveryOf(sandbox, delivery_id)).toMatchObject({ type: "cancel", ...processed });
    await sandbox.data("updateDelivery", { delivery_id, "data[type]": "request" });
    expect(await deliveryOf(sandbox, delivery_id)).toMatchObject({ type: "request", processed_at: null });
  });

  test("of the quantity alone sends that quantity, never more than was bought", async () => {
    const sandbox = openSandbox();
    const delivery_id = await waitingId(sandbox);
    const add = { delivery_id, "data[add_quantity_delivered]": "1" };
    expect(await sandbox.data("updateDelivery", add)).toEqual({ is_modified: "Y" });
    expect(await deliveryOf(sandbox, delivery_id)).toMatchObject({ type: "delivery", quantity_delivered: 1 });
    expect(await sandbox.call("updateDelivery", { ...add, language: "en" })).toMatchObject({
      code: 3,
      message: 'Invalid value for data[add_quantity_delivered]: "1" (expected: at most 1 in all)',
    });
    const none = { delivery_id, "data[quantity_delivered]": "0", "data[type]": "partial_delivery" };
    await sandbox.data("updateDelivery", none);
    const state = { type: "partial_delivery", quantity_delivered: 0, processed_at: null };
    expect(await deliveryOf(sandbox, delivery_id)).toMatchObject(state);
  });

  test("adds, changes and deletes parcels by their tracking id", async () => {
    const sandbox = openSandbox();
    const trackingOf = async () => (await deliveryOf(sandbox, KNOWN)).tracking;
    const first = "00340434161094000001";
    await sandbox.data("updateDelivery", {
      delivery_id: KNOWN,
      ...PARCEL,
      "tracking[1][tracking_id]": first,
      "tracking[1][parcel_service]": "GLS",
    });
    expect(await trackingOf()).toMatchObject([
      { tracking_id: first, service_label: "GLS" },
      { tracking_id: "01906099999", service_label: "DPD" },
    ]);
    const remove = { "tracking[0][tracking_id]": first, "tracking[0][operation]": "delete" };
    expect(await sandbox.data("updateDelivery", { delivery_id: KNOWN, ...remove })).toEqual({ is_modified: "Y" });
    expect(await trackingOf()).toMatchObject([{ tracking_id: "01906099999" }]);
    expect(await sandbox.call("updateDelivery", { delivery_id: KNOWN, ...remove })).toMatchObject({ code: 4 });
  });

  const refused: [WireArguments, string][] = [
    [{ "data[type]": "lost" }, "Ungültiger Wert für data[type]"],
    [{ "data[is_shipped]": "maybe" }, "Ungültiger Wert für data[is_shipped]"],
    [{ "data[quantity_delivered]": "2" }, "Ungültiger Wert für data[quantity_delivered]"],
    [{ notify_via_email: "maybe" }, "Ungültiger Wert für notify_via_email"],
    [{ "tracking[0][parcel_service]": "dhl" }, "Parameter fehlt: tracking[0][tracking_id]"],
    [{ "tracking[0][tracking_id]": "NEU" }, "Parameter fehlt: tracking[0][parcel_service]"],
    [{ ...PARCEL, "tracking[0][quantity]": "2" }, "Ungültiger Wert für tracking[0][quantity]"],
    [{ ...PARCEL, "tracking[0][operation]": "lose" }, "Ungültiger Wert für tracking[0][operation]"],
    [{ ...PARCEL, "tracking[0][expect_delivery_at]": "soon" }, "Ungültiger Wert für tracking[0][expect_delivery_at]"],
  ];
  test.each(refused)("of %j is refused and changes nothing", async (args, message) => {
    const sandbox = openSandbox();
    const before = await deliveryOf(sandbox, KNOWN);
    const envelope = await sandbox.call("updateDelivery", { delivery_id: KNOWN, "data[type]": "return", ...args });
    expect(envelope).toMatchObject({ result: "error", code: 3 });
    expect(envelope.message).toContain(message);
    expect(await deliveryOf(sandbox, KNOWN)).toEqual(before);
  });

  test("without data[...] changes nothing", async () => {
    const sandbox = openSandbox();
    const before = await deliveryOf(sandbox, KNOWN);
    const flat = { delivery_id: KNOWN, type: "return", tracking_id: "1" };
    expect(await sandbox.data("updateDelivery", flat)).toEqual({ is_modified: "N" });
    expect(await deliveryOf(sandbox, KNOWN)).toEqual(before);
  });
});

test.each(["getDelivery", "updateDelivery"])("%s does not find an unknown delivery", async (functionName) => {
  const { call } = openSandbox();
  const args = { delivery_id: "1", "data[type]": "return", language: "en" };
  expect(await call(functionName, args)).toMatchObject({ code: 4, message: "Delivery not found: 1" });
});
