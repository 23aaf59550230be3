import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

type Row = Record<string, string>;

const YEARS = { from: "2024-01", to: "2026-12" };

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const cents = (amount: unknown) => Math.round(Number(amount) * 100);
const sum = (values: readonly unknown[]) => values.reduce((total: number, value) => total + cents(value), 0);
const toplist = async (args: WireArguments = YEARS): Promise<Row[]> =>
  (await sandbox.data("statsAffiliateToplist", args)).top_list;

async function transactionsOf(name: string): Promise<Row[]> {
  const args = { from: "2000-01-01", page_size: "1000", "search[role]": "vendor", "search[affiliate_name]": name };
  return (await sandbox.data("listTransactions", args)).transaction_list;
}

describe("the affiliates' toplist", () => {
  test("lists affiliates with sales, best first, with their amounts", async () => {
    const rows = await toplist();
    expect(rows.map(({ affiliate_name }) => affiliate_name).toSorted()).toEqual(["empfehlungsfuchs", "partnerin24"]);
    expect(cents(rows[0]?.["brutto_amount"])).toBeGreaterThan(cents(rows[1]?.["brutto_amount"]));
    for (const row of rows) {
      const moved = await transactionsOf(row["affiliate_name"] ?? "");
      const ofType = (type: string) =>
        sum(moved.filter((one) => one["transaction_type"] === type).map((one) => one["amount"]));
      expect(cents(row["brutto_amount"])).toBe(sum(moved.map(({ amount }) => amount)));
      expect(cents(row["brutto_amount"]) - cents(row["netto_amount"])).toBe(sum(moved.map((one) => one["vat_amount"])));
      expect(cents(row["payment_amount"])).toBe(ofType("payment"));
      expect(cents(row["refund_amount"])).toBe(Math.abs(ofType("refund")));
      expect(cents(row["chargeback_amount"])).toBe(Math.abs(ofType("chargeback")));
      expect(cents(row["merchant_amount"])).toBe(sum(moved.map((one) => one["earned_amount"])));
    }
  });

  test("counts a refund in the month in which it was made, and in the refund rate", async () => {
    const march = { from: "2026-03", to: "2026-03", affiliate: "partnerin24" };
    const [before] = await toplist(march);
    await sandbox.data("refundPurchase", { purchase_id: "K7M2QX9A" });
    const [after] = await toplist(march);
    expect(cents(after?.["refund_amount"]) - cents(before?.["refund_amount"])).toBe(19_900);
    expect(cents(before?.["brutto_amount"]) - cents(after?.["brutto_amount"])).toBe(19_900);
    expect(after?.["payment_amount"]).toBe(before?.["payment_amount"]);
    const quota = (100 * cents(after?.["refund_amount"])) / cents(after?.["payment_amount"]);
    expect(after?.["refund_quota"]).toBe(quota.toFixed(2));
  });

  test("can be limited to one affiliate, by name or number, and to one currency", async () => {
    const byName = await toplist({ ...YEARS, affiliate: "PartnerIn24" });
    expect(byName.map((row) => row["affiliate_name"])).toEqual(["partnerin24"]);
    expect(await toplist({ ...YEARS, affiliate: "200002" })).toEqual(byName);
    expect(await toplist({ ...YEARS, currency: "EUR" })).toEqual(await toplist());
    expect(await toplist({ ...YEARS, currency: "USD" })).toEqual([]);
  });

  test("adds up over months", async () => {
    const february = await toplist({ from: "2026-02", to: "2026-02", affiliate: "partnerin24" });
    const march = await toplist({ from: "2026-03", to: "2026-03", affiliate: "partnerin24" });
    const [both] = await toplist({ from: "2026-02", to: "2026-03", affiliate: "partnerin24" });
    expect(cents(both?.["affiliate_amount"])).toBe(sum([...february, ...march].map((row) => row["affiliate_amount"])));
    expect(february.length + march.length).toBe(2);
    expect(await toplist({ from: "2026-03", to: "2026-02" })).toEqual([]);
  });

  test.each([
    { name: "a month that there is not", args: { from: "2026-13", to: "2026-12" }, code: 3 },
    { name: "a day", args: { from: "2026-01-01", to: "2026-12" }, code: 3 },
    { name: "a currency by its name", args: { ...YEARS, currency: "Euro" }, code: 3 },
    { name: "an unknown affiliate", args: { ...YEARS, affiliate: "niemand" }, code: 4 },
  ])("is refused for $name", async ({ args, code }) => {
    expect(await sandbox.call("statsAffiliateToplist", args)).toMatchObject({ result: "error", code });
  });
});
