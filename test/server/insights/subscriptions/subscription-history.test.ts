import { afterEach, expect, test } from "vitest";
import { createRandom, pickNumber } from "../../../../src/sandbox/kit/random.ts";
import { DAY_MS, formatTime, MINUTE_MS, SECOND_MS } from "../../../../src/sandbox/kit/time.ts";
import type { Answer } from "../insight-shop.ts";
import { activeIn, amount, begin, end, type Moves, openShop, place, type Shop } from "./moving-shop.ts";

const CLUB = "67890";
const COURSE_TO_CLUB = "7301";
const CLUB_PLAN = "90003";

let shop: Shop | undefined;

afterEach(() => shop?.close());

/** Something a vendor or a buyer does on one day. */
type Action = (shop: Shop, moves: Moves, pick: (isActive: boolean) => string) => Promise<void>;

const stop = (id: string, { api }: Shop, args: Record<string, string>) =>
  api("stopRebilling", { purchase_id: id, ...args });

const ACTIONS: readonly Action[] = [
  async (shop, moves, pick) => {
    const id = pick(true);
    expect((await stop(id, shop, { force: "Y" }))["modified"]).toBe("Y");
    end(shop, moves, id);
  },
  async (shop, moves, pick) => {
    const id = pick(false);
    expect((await shop.api("startRebilling", { purchase_id: id }))["modified"]).toBe("Y");
    begin(shop, moves, id, "resumed");
  },
  async (shop, moves, pick) => {
    const id = pick(true);
    const { modified } = await shop.api("refundPurchase", { purchase_id: id, force: "Y" });
    if (modified === "Y") {
      end(shop, moves, id);
    }
  },
  // A new order with a minimum term, which goes on when it is cancelled.
  async (shop, moves) => {
    await shop.api("updatePaymentplan", { paymentplan_id: CLUB_PLAN, "data[cancel_policy]": "12m_3m" });
    const sale = { purchase_id: "K7M2QX9A", product_id: CLUB, "payment_plan[template]": CLUB_PLAN };
    const { created_purchase_id: id } = await shop.api("createBillingOnDemand", sale);
    await place(shop, moves, id);
    const { code } = await stop(id, shop, { ignore_refund_possibility: "Y" });
    expect(code).toBe("stopped_later");
    end(shop, moves, id);
  },
  // The old order ends, and a new one begins.
  async (shop, moves) => {
    const { purchase_list: orders } = await shop.api("listPurchases", {
      from: "2000-01-01",
      "search[product_id]": "12345",
      "search[billing_type]": "subscription",
      "search[order_type]": "live",
      "search[role]": "vendor",
    });
    for (const { id } of orders) {
      const check = await shop.api("getUpgrade", { upgrade_id: COURSE_TO_CLUB, order_ids: id });
      if (shop.known.get(id)?.isActive && check["check"].is_one_click_payment_possible === "Y") {
        const upgrade = { purchase_ids: id, upgrade_id: COURSE_TO_CLUB, payment_plan_id: CLUB_PLAN };
        const { new_purchase: created } = await shop.api("createUpgradePurchase", upgrade);
        end(shop, moves, id);
        await place(shop, moves, created.id);
        return;
      }
    }
  },
];

test.each([24, 3, 58, 901])("every step of a random history is reported, and stays so, seed %i", async (seed) => {
  const opened = await openShop(seed);
  shop = opened;
  const random = createRandom(seed);
  const pick = (isActive: boolean) => {
    const ids = [...opened.known].filter(([, one]) => one.isActive === isActive).map(([id]) => id);
    return ids[pickNumber(random, 0, ids.length - 1)] ?? "";
  };
  const reported: { readonly from: string; readonly to: string; readonly totals: Answer }[] = [];
  for (let step = 0; step < 8; step++) {
    const from = formatTime(opened.now + SECOND_MS);
    opened.now += pickNumber(random, 1, 20) * DAY_MS;
    const before = activeIn(opened);
    const moves: Moves = { new: 0, resumed: 0, cancelled: 0, won: 0, lost: 0 };
    for (let count = pickNumber(random, 0, 4); count > 0; count--) {
      // Changes of one second have no order, and an order can be charged once a minute.
      opened.now += 2 * MINUTE_MS;
      await ACTIONS[pickNumber(random, 0, ACTIONS.length - 1)]?.(opened, moves, pick);
    }
    const to = formatTime(opened.now);
    const totals = await opened.report(from, to);
    const after = activeIn(opened);
    expect(totals, `${from} to ${to}`).toMatchObject({
      active_at_start: before.count,
      new: moves.new,
      resumed: moves.resumed,
      cancelled: moves.cancelled,
      ended: 0,
      active_at_end: after.count,
      monthly_revenue_at_start: amount(before.cents),
      monthly_revenue_won: amount(moves.won),
      monthly_revenue_lost: amount(moves.lost),
      monthly_revenue_at_end: amount(after.cents),
    });
    reported.push({ from, to, totals });
  }
  opened.now += 100 * DAY_MS;
  for (const { from, to, totals } of reported) {
    expect(await opened.report(from, to), `${from} to ${to}, later`).toEqual(totals);
  }
});
