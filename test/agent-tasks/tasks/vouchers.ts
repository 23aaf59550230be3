import type { Task } from "../task.ts";

export const voucherTasks: readonly Task[] = [
  {
    id: "new-voucher",
    language: "de",
    says: "Lege den Gutschein WINTER25 an: 25 % auf die erste Zahlung, nur für Produkt 12345, gültig vom 1. bis einschließlich 31. Dezember 2026, höchstens 100-mal einlösbar.",
    calls: [
      {
        tool: "PostCreatevoucher",
        args: {
          data: {
            code: "WINTER25",
            product_ids: "12345",
            valid_from: "2026-12-01",
            expires_at: "2026-12-31",
            first_rate: 25,
            is_count_limited: true,
            count_left: 100,
          },
        },
      },
    ],
    changes: ({ discount_code_id }) => ({
      [`vouchers/${discount_code_id}`]: {
        code: "WINTER25",
        product_ids: "12345",
        valid_from: "2026-12-01 00:00:00",
        expires_at: "2026-12-31 23:59:59",
        first_rate: 25,
        other_rates: 0,
        first_amount: 0,
        is_count_limited: "Y",
        count_left: 100,
      },
    }),
  },
  {
    id: "amount-instead-of-percent",
    language: "en",
    says: "Extend the voucher WILLKOMMEN15 until January 15, 2027, and let it take 10 euros off the first payment instead of the percentage.",
    calls: [
      {
        tool: "updateVoucher",
        args: {
          code: "WILLKOMMEN15",
          data: { expires_at: "2027-01-15", first_rate: 0, first_amount: 10, currency: "EUR" },
        },
      },
    ],
    changes: {
      "vouchers/4403": {
        valid_until: "2027-01-15 23:59:59",
        expires_at: "2027-01-15 23:59:59",
        first_rate: 0,
        first_amount: 10,
      },
    },
  },
  {
    id: "voucher-that-does-not-work",
    language: "de",
    says: "Eine Kundin schreibt, der Gutschein SOMMER20 funktioniere nicht. Woran liegt das?",
    calls: [{ tool: "validateCouponCode", args: { code: "SOMMER20" } }],
    facts: {
      told: ({ status_msg }) => /abgelaufen/.test(status_msg),
      truth: async (shop) => {
        const { coupons } = await shop.ask("listVouchers");
        return coupons.find(({ code }: { code: string }) => code === "SOMMER20").expires_at < "2026-11-29";
      },
    },
  },
];
