import type { Task } from "../task.ts";

const ANNA = { email: "anna@example.com", first_name: "Anna", last_name: "Beispiel" };

export const checkoutTasks: readonly Task[] = [
  {
    id: "link-with-discount",
    language: "de",
    says: "Erstelle einen Kauflink für Produkt 12345 mit 20 % Nachlass auf die erste Zahlung, vorausgefüllt für Anna Beispiel, anna@example.com, gültig 48 Stunden, mit der Kampagne „newsletter-dez“.",
    calls: [
      {
        tool: "PostCreatebuyurl",
        args: {
          product_id: "12345",
          buyer: ANNA,
          tracking: { campaignkey: "newsletter-dez" },
          valid_until: "48h",
          settings: { voucher_1st_rate: 20 },
        },
      },
    ],
    changes: ({ id }) => ({ [`buy_urls/${id}`]: { product_id: 12345 } }),
    facts: {
      told: ({ valid_until }) => [valid_until, "159.20", "newsletter-dez", "Anna Beispiel"],
      // The order that comes of the link.
      truth: async (shop, { url }) => {
        const id = await shop.checkOut(url);
        const { amount, campaignkey, buyer } = await shop.ask("getPurchase", { purchase_id: id });
        return ["2026-12-01 10:15:00", amount, campaignkey, `${buyer.first_name} ${buyer.last_name}`];
      },
    },
  },
  {
    id: "links-so-far",
    language: "en",
    says: "Which checkout links have I made so far, and for which products?",
    calls: [{ tool: "listBuyUrls", args: { _fields: ["product_id", "url"] } }],
    facts: {
      told: ({ items }) =>
        items.map(({ product_id, url }: { product_id: number; url: string }) => [product_id, keyOf(url)]),
      truth: async (shop) =>
        (await shop.ask("listBuyUrls")).items.map(({ product_id, url }: { product_id: number; url: string }) => [
          product_id,
          keyOf(url),
        ]),
    },
  },
];

/** The address of the sandbox in a link is another one in every run. */
function keyOf(url: string): string | null {
  return new URL(url).searchParams.get("ds24buyurl");
}
