import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

interface Change {
  readonly id: number;
  readonly purchase_id: string;
  readonly created_at: string;
  readonly pay_sequence_no: number;
  readonly type: string;
}

const CLUB = "P4W8ZT3B";
const setClock = (now: string) => sandbox.control("POST", "/__clock", { now });
const changes = async (args = {}): Promise<readonly Change[]> =>
  (await sandbox.data("listRebillingStatusChanges", { from: "start", page_size: "1000", ...args })).items;
const changesOf = async (id: string) => (await changes()).filter(({ purchase_id }) => purchase_id === id);

describe("the changes of rebilling", () => {
  test("include every ended subscription of the history, in order of time", async () => {
    const rebilled = { from: "start", page_size: "1000", "search[billing_type]": "subscription,installment" };
    const { purchase_list } = await sandbox.data("listPurchases", rebilled);
    const ended = purchase_list.filter(({ billing_status }: Record<string, string>) => billing_status === "aborted");
    const found = await changes();
    const cancelled = found.filter(({ type }) => type === "rebill_cancelled").map(({ purchase_id }) => purchase_id);
    expect(ended.length).toBeGreaterThan(10);
    expect(cancelled.sort()).toEqual(ended.map(({ id }: { id: string }) => id).sort());
    const times = found.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort());
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  test("are the same whether they are read before or after a subscription is stopped", async () => {
    const before = await changes();
    const other = openSandbox();
    await other.data("stopRebilling", { purchase_id: CLUB });
    const { items } = await other.data("listRebillingStatusChanges", { from: "start", page_size: "1000" });
    expect(items.slice(0, -1)).toEqual(before);
  });

  test("include the last paid day once it has passed", async () => {
    await sandbox.data("stopRebilling", { purchase_id: CLUB });
    expect((await changesOf(CLUB)).map(({ type }) => type)).toEqual(["rebill_resumed", "rebill_cancelled"]);
    await setClock("2026-04-05T16:02:41Z");
    expect((await changesOf(CLUB)).at(-1)).toMatchObject({
      type: "last_paid_day",
      created_at: "2026-04-05 18:02:41",
      pay_sequence_no: 3,
    });
  });

  test("have no last paid day for a subscription that was resumed before that day or refunded", async () => {
    await sandbox.data("stopRebilling", { purchase_id: CLUB });
    await sandbox.data("startRebilling", { purchase_id: CLUB });
    await setClock("2026-04-10T10:00:00Z");
    const types = ["rebill_resumed", "rebill_cancelled", "rebill_resumed"];
    expect((await changesOf(CLUB)).map(({ type }) => type)).toEqual(types);
    await sandbox.data("refundPurchase", { purchase_id: CLUB, force: "Y" });
    await setClock("2026-12-10T10:00:00Z");
    expect((await changesOf(CLUB)).map(({ type }) => type)).toEqual([...types, "rebill_cancelled"]);
  });

  test("are paged", async () => {
    const all = await changes();
    const second = await changes({ page_size: "5", page_no: "2" });
    expect(second).toEqual(all.slice(5, 10));
  });
});
