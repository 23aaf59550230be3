import type { WireCase } from "./wire-case.ts";

export const vouchersCases: readonly WireCase[] = [
  {
    tool: "PostCreatevoucher",
    apiFunction: "createVoucher",
    args: {
      data: {
        code: "LAUNCH10",
        product_ids: "12345,67890",
        first_rate: 10,
        other_rates: 12.5,
        valid_from: "2026-03-16 00:00:00",
        expires_at: "7d",
        is_count_limited: true,
        count_left: 100,
        upgrade_policy: "other_only",
      },
    },
    form: {
      "data[code]": "LAUNCH10",
      "data[product_ids]": "12345,67890",
      "data[first_rate]": "10",
      "data[other_rates]": "12.5",
      "data[valid_from]": "2026-03-16 00:00:00",
      "data[expires_at]": "7d",
      "data[is_count_limited]": "Y",
      "data[count_left]": "100",
      "data[upgrade_policy]": "other_only",
    },
  },
  {
    // Two codes: which voucher, and its new name. An empty text takes the end date away.
    tool: "updateVoucher",
    apiFunction: "updateVoucher",
    args: { code: "LAUNCH10", data: { code: "SPRING10", expires_at: "", first_amount: 5.5, currency: "EUR" } },
    form: {
      code: "LAUNCH10",
      "data[code]": "SPRING10",
      "data[expires_at]": "",
      "data[first_amount]": "5.5",
      "data[currency]": "EUR",
    },
  },
  { tool: "getVoucher", apiFunction: "getVoucher", args: { code: "LAUNCH10" }, form: { code: "LAUNCH10" } },
  { tool: "PostListvouchers", apiFunction: "listVouchers", args: {}, form: {} },
  { tool: "validateCouponCode", apiFunction: "validateCouponCode", args: { code: "Ä & Ö" }, form: { code: "Ä & Ö" } },
  { tool: "DeleteDeletevoucher", apiFunction: "deleteVoucher", args: { code: "LAUNCH10" }, form: { code: "LAUNCH10" } },
];
