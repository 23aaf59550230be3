import { expect, test } from "vitest";
import { openInsightShop } from "../insight-shop.ts";

test.each(["5", "9", "14"])(
  "a briefing that stops after %s calls names what it has not read, and shows no zero for it",
  async (calls) => {
    const shop = await openInsightShop({ env: { INSIGHTS_MAX_CALLS: calls } });
    const whole = await openInsightShop();
    const [part, all] = [await shop.ask("briefShop"), await whole.ask("briefShop")];
    await Promise.all([shop.close(), whole.close()]);
    expect(part["_complete"]).toBe(false);
    const names = [
      "yesterday",
      "this_month",
      "last_month",
      "overdue_payments",
      "refund_requests",
      "deliveries_to_send",
    ];
    const missing = names.filter((name) => part[name] === undefined);
    expect(missing).toContain("overdue_payments");
    for (const name of names) {
      expect(part["notes"][0].includes(name)).toBe(missing.includes(name));
    }
    for (const name of names.filter((one) => !missing.includes(one) && one !== "this_month")) {
      expect(part[name]).toEqual(all[name]);
    }
  },
);
