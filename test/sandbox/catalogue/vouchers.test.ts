import { describe, expect, test } from "vitest";
import { NOW, openSandbox, type Sandbox } from "../sandbox-client.ts";

const LAUNCH10 = {
  "data[code]": "LAUNCH10",
  "data[product_ids]": "12345, 67890",
  "data[first_rate]": "10",
  "data[other_rates]": "10",
  "data[expires_at]": "7d",
};

async function couponOf({ data }: Sandbox, code: string) {
  return (await data("getVoucher", { code })).coupon;
}

describe("vouchers", () => {
  test("the vendor's own example makes LAUNCH10, valid for seven days", async () => {
    const sandbox = openSandbox();
    const { discount_code_id, code } = await sandbox.data("createVoucher", LAUNCH10);
    expect(code).toBe("LAUNCH10");
    const coupon = await couponOf(sandbox, "launch10");
    expect(coupon).toMatchObject({
      id: discount_code_id,
      product_ids: "12345,67890",
      first_rate: 10,
      other_rates: 10,
      expires_at: "2026-03-23 10:15:00",
      valid_until: "2026-03-23 10:15:00",
      is_count_limited: "N",
      upgrade_policy: "valid",
    });
    expect(await couponOf(sandbox, String(discount_code_id))).toEqual(coupon);
    expect((await sandbox.data("listVouchers")).coupons).toContainEqual(coupon);
  });

  test("a code can be given only once, and only for products that exist", async () => {
    const { data, call } = openSandbox();
    await data("createVoucher", LAUNCH10);
    expect(await call("createVoucher", LAUNCH10)).toMatchObject({ code: 3 });
    const args = { "data[code]": "FREMD", "data[product_ids]": "12345,1" };
    expect(await call("createVoucher", args)).toMatchObject({ code: 4, message: "Produkt nicht gefunden: 1" });
  });

  test("outlives its product, and can still be changed", async () => {
    const { data } = openSandbox();
    const { product_id } = await data("createProduct", { "data[name_de]": "Kurz" });
    await data("createVoucher", { "data[code]": "KURZ", "data[product_ids]": String(product_id) });
    await data("deleteProduct", { product_id: String(product_id) });
    expect(await data("updateVoucher", { code: "KURZ", "data[first_rate]": "10" })).toMatchObject({ modified: "Y" });
  });

  test("an update renames: the new code works, the old one does not", async () => {
    const sandbox = openSandbox();
    await sandbox.data("createVoucher", LAUNCH10);
    const answer = await sandbox.data("updateVoucher", { code: "LAUNCH10", "data[code]": "LAUNCH20" });
    expect(answer).toMatchObject({ code: "LAUNCH20", modified: "Y" });
    expect(await couponOf(sandbox, "LAUNCH20")).toMatchObject({ first_rate: 10 });
    expect(await sandbox.call("getVoucher", { code: "LAUNCH10" })).toMatchObject({ code: 4 });
    const taken = { code: "LAUNCH20", "data[code]": "GUTSCHEIN25" };
    expect(await sandbox.call("updateVoucher", taken)).toMatchObject({ code: 3 });
  });

  test("an empty expires_at removes the expiry", async () => {
    const sandbox = openSandbox();
    await sandbox.data("createVoucher", LAUNCH10);
    const clear = { code: "LAUNCH10", "data[expires_at]": "" };
    expect(await sandbox.data("updateVoucher", clear)).toMatchObject({ modified: "Y" });
    expect(await couponOf(sandbox, "LAUNCH10")).toMatchObject({ expires_at: null, valid_until: null });
    expect(await sandbox.data("updateVoucher", clear)).toMatchObject({ modified: "N" });
  });

  test("a deleted voucher is gone", async () => {
    const { data, call } = openSandbox();
    expect(await data("deleteVoucher", { code: "4403" })).toEqual([]);
    expect(await call("getVoucher", { code: "WILLKOMMEN15" })).toMatchObject({ code: 4 });
    expect((await data("listVouchers")).coupons).toHaveLength(2);
  });

  test("checking a code never fails, because the answer has the verdict", async () => {
    let now = NOW;
    const { data } = openSandbox({ now: () => now });
    await data("createVoucher", { ...LAUNCH10, "data[valid_from]": "24h" });
    await data("updateVoucher", { code: "WILLKOMMEN15", "data[is_count_limited]": "Y", "data[count_left]": "0" });
    const check = (code: string) => data("validateCouponCode", { code, language: "en" });
    expect(await check("GUTSCHEIN25")).toMatchObject({ status: "success", coupon_id: 4402, amount_left: 25 });
    expect(await check("NONE")).toEqual({ status: "error", status_msg: "The voucher is unknown." });
    expect(await check("SOMMER20")).toEqual({ status: "error", status_msg: "The voucher has expired." });
    expect(await check("WILLKOMMEN15")).toEqual({ status: "error", status_msg: "The voucher is used up." });
    expect(await check("LAUNCH10")).toEqual({ status: "error", status_msg: "The voucher is not valid yet." });
    now = new Date(NOW.getTime() + 2 * 24 * 3_600_000);
    expect(await check("LAUNCH10")).toMatchObject({ status: "success" });
  });
});
