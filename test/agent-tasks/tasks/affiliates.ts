import { sumsOf } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const BUYER = "käufer@example.com";

export const affiliateTasks: readonly Task[] = [
  {
    id: "best-affiliates-of-six-months",
    language: "en",
    says: "Who were our best affiliates from June to November 2026 by sales, and how much commission did each of them get?",
    calls: [{ tool: "statsAffiliateToplist", args: { from: "2026-06", to: "2026-11" } }],
    facts: {
      told: ({ top_list }) => [ranking(top_list), sumsOf(top_list, "affiliate_amount", nameOf)],
      truth: async (shop) => {
        const args = { from: "2026-06-01", page_size: "1000", "search[has_affiliate]": "Y", "search[role]": "vendor" };
        const sales = sumsOf((await shop.ask("listTransactions", args)).transaction_list, "amount", nameOf);
        const best = Object.entries(sales).sort((a, b) => b[1] - a[1]);
        const commissions = best.map(async ([affiliate]) => {
          const period = { from: "2026-06", to: "2026-11", affiliate };
          return (await shop.ask("statsAffiliateToplist", period)).top_list[0];
        });
        return [best, sumsOf(await Promise.all(commissions), "affiliate_amount", nameOf)];
      },
    },
  },
  {
    id: "affiliates-of-this-month",
    language: "de",
    says: "Welche Affiliates haben diesen Monat etwas verkauft, und wie viel je Affiliate und Währung?",
    calls: [{ tool: "statsAffiliateToplist", args: { from: "2026-11", to: "2026-11" } }],
    facts: {
      told: ({ top_list }) => sumsOf(top_list, "brutto_amount", withCurrency),
      truth: async (shop) => {
        const args = { from: "2026-11-01", page_size: "1000", "search[has_affiliate]": "Y", "search[role]": "vendor" };
        return sumsOf((await shop.ask("listTransactions", args)).transaction_list, "amount", withCurrency);
      },
    },
  },
  {
    id: "raised-commission",
    language: "en",
    says: "Raise the commission of partnerin24 for product 12345 to 45 percent and show me the result.",
    calls: [
      {
        tool: "updateAffiliateCommission",
        args: { affiliate_id: "partnerin24", product_ids: "12345", data: { commission_rate: 45 } },
      },
      { tool: "GetGetaffiliatecommission", args: { affiliate_id: "partnerin24", product_ids: "12345" } },
    ],
    changes: { "commissions/partnerin24/12345": { commission_rate: "45.00" } },
    facts: {
      told: (_changed, { affiliations: [{ commission_rate }] }) => commission_rate,
      truth: () => "45.00",
    },
  },
  {
    id: "buyer-of-the-best-affiliate",
    language: "de",
    says: "Ordne die künftigen Käufe von käufer@example.com dem Affiliate zu, der in diesem Jahr am meisten verkauft hat, und zeige mir, dass es gespeichert ist.",
    calls: [
      { tool: "statsAffiliateToplist", args: { from: "2026-01", to: "2026-11" } },
      {
        tool: "setAffiliateForEmail",
        args: ({ top_list }) => ({ email: BUYER, affiliate: ranking(top_list)[0]?.[0] }),
      },
      { tool: "PostGetaffiliateforemail", args: { email: BUYER } },
    ],
    facts: {
      told: (_best, _set, answer) => answer.affiliate_name,
      truth: async (shop) => {
        const args = { from: "2026-01-01", page_size: "1000", "search[has_affiliate]": "Y", "search[role]": "vendor" };
        const sales = sumsOf((await shop.ask("listTransactions", args)).transaction_list, "amount", nameOf);
        const [best] = Object.entries(sales).sort((a, b) => b[1] - a[1]);
        const stored = await shop.ask("getAffiliateForEmail", { email: BUYER });
        return stored.affiliate_name === best?.[0] ? stored.affiliate_name : [stored, best];
      },
    },
  },
  {
    id: "referrer-of-an-affiliate",
    language: "en",
    says: "Who brought in our affiliate partnerin24, and which share does this person get?",
    calls: [{ tool: "GetGetreferringaffiliate", args: { affiliate_id: "partnerin24" } }],
    facts: {
      told: ({ referrer_name, commission }) => [referrer_name, commission],
      truth: async (shop) => {
        const { referrer_name, commission } = await shop.ask("getReferringAffiliate", { affiliate_id: "200002" });
        return [referrer_name, commission];
      },
    },
  },
];

function nameOf({ affiliate_name }: Answer): string {
  return affiliate_name;
}

function withCurrency({ affiliate_name, currency }: Answer): string {
  return `${affiliate_name} ${currency}`;
}

function ranking(topList: readonly Answer[]): readonly [string, number][] {
  return Object.entries(sumsOf(topList, "brutto_amount", nameOf)).sort((a, b) => b[1] - a[1]);
}
