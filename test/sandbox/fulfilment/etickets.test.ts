import { describe, expect, test } from "vitest";
import { NOW, openSandbox, type WireArguments } from "../sandbox-client.ts";

const TICKET = "20260418000000000017";
const EVENT = { template_id: "12", location_id: "31", date: "2026-04-18" };
const DOOR = { eticket_id: TICKET, ...EVENT };
const FREE = {
  ...EVENT,
  product_id: "13579",
  "buyer[email]": "gast@example.com",
  "buyer[first_name]": "Gisela",
  "buyer[last_name]": "Gastmuster",
  "buyer[salutation]": "f",
};
const AFTER_EVENT = new Date("2026-05-01T10:00:00Z");

describe("free tickets", () => {
  test("are created in the requested number, each with its own id and link", async () => {
    const { data } = openSandbox();
    const { etickets } = await data("createEticket", { ...FREE, count: "2", note: "Beginn 10 Uhr" });
    expect(etickets).toEqual([
      {
        id: "20260418000000000018",
        url: "https://www.digistore24.com/ticket/20260418000000000018/EXAMPLE.pdf",
        email: "gast@example.com",
      },
      expect.objectContaining({ id: "20260418000000000019" }),
    ]);
    const { eticket } = await data("getEticket", { eticket_id: "20260418000000000019" });
    expect(eticket).toMatchObject({ no: 2, count: 2, salutation: "F", last_name: "Gastmuster", note: "Beginn 10 Uhr" });
    expect(eticket).toMatchObject({ date_id: 5101, purchase_item_id: null, used_at: null, is_blocked: "N" });
    const found = await data("listEtickets", { "search[email]": "gast@" });
    expect(found.etickets).toHaveLength(2);
  });

  test("for another day have that day in their id, and their own date", async () => {
    const { data } = openSandbox();
    const args = { ...FREE, date: "2026-09-30", days: "2", location_id: "32" };
    const [{ id }] = (await data("createEticket", args)).etickets;
    expect(id).toBe("20260930000000000018");
    const { eticket } = await data("getEticket", { eticket_id: id });
    expect(eticket).toMatchObject({ date: "2026-09-30", duration: "2", location_id: 32, date_id: 5102 });
    const [again] = (await data("createEticket", args)).etickets;
    expect((await data("getEticket", { eticket_id: again.id })).eticket.date_id).toBe(5102);
  });

  const refused: [WireArguments, number, string][] = [
    [{ product_id: "1" }, 4, "Product not found: 1"],
    [{ template_id: "99" }, 4, "E-ticket template not found: 99"],
    [{ location_id: "99" }, 4, "Event location not found: 99"],
    [{ date: "someday" }, 3, "Invalid value for date"],
    [{ count: "0" }, 3, "Invalid value for count"],
    [{ count: "1001" }, 3, "Invalid value for count"],
    [{ "buyer[salutation]": "x" }, 3, "Invalid value for buyer[salutation]"],
    [{ "buyer[email]": "gast" }, 3, "Invalid value for buyer[email]"],
  ];
  test.each(refused)("are refused for %j, and none is created", async (wrong, code, message) => {
    const { call, data } = openSandbox();
    const before = (await data("listEtickets")).etickets;
    const envelope = await call("createEticket", { ...FREE, ...wrong, language: "en" });
    expect(envelope).toMatchObject({ result: "error", code });
    expect(envelope.message).toContain(message);
    expect((await data("listEtickets")).etickets).toEqual(before);
  });
});

describe("tickets of buyers", () => {
  test("come with every paid purchase of the event, in the buyer's name", async () => {
    const { data } = openSandbox();
    const { etickets } = await data("listEtickets");
    const search = { from: "start", "search[product_id]": "13579", load_transactions: "Y" };
    const { purchase_list } = await data("listPurchases", search);
    const paid = purchase_list.filter(({ transaction_list }: { transaction_list: unknown[] }) => transaction_list[0]);
    expect(paid.length).toBeGreaterThan(3);
    expect(etickets).toHaveLength(paid.length + 1);
    for (const { id, items, buyer } of paid) {
      const found = (await data("listEtickets", { "search[purchase_id]": id })).etickets;
      expect(found).toMatchObject([{ purchase_item_id: items[0].id, email: buyer.email, product_id: 13579 }]);
      expect((await data("getPurchase", { purchase_id: id })).has_etickets).toBe("Y");
    }
    expect((await data("getPurchase", { purchase_id: "K7M2QX9A" })).has_etickets).toBe("N");
  });

  test("are mostly used if the shop is opened after the event", async () => {
    const { data } = openSandbox({ now: () => AFTER_EVENT });
    const { etickets } = await data("listEtickets", { "search[date]": "2026-04-18" });
    const used = etickets.filter(({ used_at }: { used_at: string | null }) => used_at !== null);
    expect(used.length).toBeGreaterThan(etickets.length / 2);
    for (const { used_at } of used) {
      expect(used_at).toMatch(/^2026-04-18 (08|09|10):/);
    }
  });
});

describe("search", () => {
  const searches: [WireArguments, number | "all"][] = [
    [{}, "all"],
    [{ "search[owner_id]": "100001,5" }, "all"],
    [{ "search[owner_id]": "5" }, 0],
    [{ "search[template_id]": "12,13", "search[location_id]": "31" }, "all"],
    [{ "search[template_id]": "13" }, 0],
    [{ "search[location_id]": "32" }, 0],
    [{ "search[date]": "2026-04-18" }, "all"],
    [{ "search[date]": "today" }, 0],
    [{ "search[first_name]": "erika", "search[last_name]": "beispiel", "search[email]": "erika.beispiel@" }, 1],
    [{ "search[purchase_id]": "K7M2QX9A" }, 0],
    [{ email: "erika.beispiel@example.com" }, "all"],
  ];
  test.each(searches)("%j finds %s", async (search, count) => {
    const { data } = openSandbox();
    const all = (await data("listEtickets")).etickets;
    expect((await data("listEtickets", search)).etickets).toHaveLength(count === "all" ? all.length : count);
  });
});

describe("entrance control", () => {
  test("uses a ticket up: it admits once and never again", async () => {
    let now = NOW;
    const { data } = openSandbox({ now: () => now });
    const first = await data("validateEticket", DOOR);
    expect(first).toMatchObject({
      status: "success",
      msg: "Das Ticket ist gültig.",
      eticket_location_id: 31,
      eticket_template_id: 12,
      eticket_date: "2026-04-18",
      is_eticket_valid_for_different_event: "N",
      used_ticket_count: 1,
    });
    expect((await data("getEticket", { eticket_id: TICKET })).eticket.used_at).toBe("2026-03-16 10:15:00");
    now = new Date(NOW.getTime() + 60_000);
    const second = await data("validateEticket", { ...DOOR, language: "en", seperator: " | " });
    expect(second).toMatchObject({
      status: "error",
      msg: "The ticket has been used already. | Used at 2026-03-16 10:15:00.",
      used_ticket_count: 1,
      valid_ticket_count: first.valid_ticket_count,
    });
    expect((await data("getEticket", { eticket_id: TICKET })).eticket.used_at).toBe("2026-03-16 10:15:00");
  });

  test("uses the current day if no date is given", async () => {
    const { data } = openSandbox({ now: () => new Date("2026-04-18T07:00:00Z") });
    const { date: _date, ...today } = DOOR;
    expect(await data("validateEticket", today)).toMatchObject({ status: "success" });
  });

  test("accepts comma-separated lists of templates, places and dates", async () => {
    const { data } = openSandbox();
    const args = { eticket_id: TICKET, template_id: "13, 12", location_id: "32,31", date: "2026-04-17, 2026-04-18" };
    expect(await data("validateEticket", args)).toMatchObject({ status: "success" });
  });

  test("admits on any day of a longer event, but only once", async () => {
    const { data } = openSandbox();
    const [{ id }] = (await data("createEticket", { ...FREE, days: "3" })).etickets;
    const on = (date: string) => data("validateEticket", { ...DOOR, eticket_id: id, date });
    expect(await on("2026-04-21")).toMatchObject({ status: "error", is_eticket_valid_for_different_event: "Y" });
    expect(await on("2026-04-20")).toMatchObject({ status: "success" });
    expect(await on("2026-04-19")).toMatchObject({ status: "error", is_eticket_valid_for_different_event: "N" });
  });

  test.each([{ date: "2026-04-19" }, { template_id: "13" }, { location_id: "32" }])(
    "turns a ticket away at another event (%j) and leaves it unused",
    async (other) => {
      const { data } = openSandbox();
      expect(await data("validateEticket", { ...DOOR, ...other })).toMatchObject({
        status: "error",
        msg: "Das Ticket gilt nicht für diese Veranstaltung. Es gilt am 2026-04-18, Musterhalle Hamburg.",
        is_eticket_valid_for_different_event: "Y",
      });
      expect(await data("validateEticket", DOOR)).toMatchObject({ status: "success" });
    },
  );

  test("rejects an unknown ticket without an error of the call", async () => {
    const { data, call } = openSandbox();
    const answer = await data("validateEticket", { ...DOOR, eticket_id: "1" });
    expect(answer).toMatchObject({ status: "error", msg: "Das Ticket ist unbekannt." });
    expect(await call("validateEticket", { ...DOOR, date: "someday" })).toMatchObject({ code: 3 });
  });
});

test("an unknown ticket is not found", async () => {
  const { call } = openSandbox();
  const args = { eticket_id: "20260418000000009999", language: "en" };
  expect(await call("getEticket", args)).toMatchObject({ code: 4, message: `E-ticket not found: ${args.eticket_id}` });
});

test("templates and places are the same in the settings as in their lists", async () => {
  const { data } = openSandbox();
  const templates: { id: number; name: string }[] = await data("listEticketTemplates");
  const locations: { id: number; name: string; address: string }[] = await data("listEticketLocations");
  const names = (items: readonly { id: number; name: string }[]) =>
    Object.fromEntries(items.map(({ id, name }) => [id, name]));
  expect(await data("getEticketSettings")).toEqual({
    eticket_owners: { "100001": "musterhaus" },
    eticket_templates: { "100001": names(templates) },
    eticket_locations: { "100001": names(locations) },
  });
  expect(locations[0]).toEqual({ id: 31, name: "Musterhalle Hamburg", address: "Musterkai 1, 20457 Hamburg" });
});
