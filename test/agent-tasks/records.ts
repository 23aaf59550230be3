import type { Shop } from "./shop.ts";
import type { Answer, Changes } from "./task.ts";

/** Records by place: `vouchers/4403`. */
type Records = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Times of the last change say nothing that the changed fields do not say. */
const UNWATCHED = ["modified_at"];
const AFFILIATES = ["partnerin24", "empfehlungsfuchs"];

/** Everything in the shop that a task could change. */
export async function readRecords(shop: Shop): Promise<Records> {
  const { products } = await shop.ask("listProducts");
  const policies: Answer[] = await shop.ask("listShippingCostPolicies");
  const forms: Answer[] = await shop.ask("listOrderforms");
  const proofs: Answer[] = await shop.ask("listServiceProofRequests");
  const each = (all: Answer[], read: (id: string) => Promise<Answer>) =>
    Promise.all(all.map(async ({ id }) => read(String(id))));
  const lists: Record<string, Answer[]> = {
    products: await each(products, async (id) => (await shop.ask("getProduct", { product_id: id })).product),
    payment_plans: (await each(products, (id) => shop.ask("listPaymentPlans", { product_id: id }))).flat(),
    vouchers: (await shop.ask("listVouchers")).coupons,
    product_groups: (await shop.ask("listProductGroups")).items,
    images: (await shop.ask("listImages", { usage_type: "product" })).images,
    orderforms: await each(forms, async (id) => (await shop.ask("getOrderform", { orderform_id: id })).orderform),
    policies: await each(policies, async (id) => (await shop.ask("getShippingCostPolicy", { policy_id: id })).policy),
    upgrades: (await shop.ask("listUpgrades")).upgrades,
    buy_urls: (await shop.ask("listBuyUrls")).items,
    buyers: (await shop.ask("listBuyers", { page_size: "1000" })).items,
    deliveries: (await shop.ask("listDeliveries")).delivery,
    etickets: (await shop.ask("listEtickets")).etickets,
    service_proofs: await each(proofs, async (id) => ({
      ...proofs.find((proof) => String(proof.id) === id),
      ...(await shop.ask("getServiceProofRequest", { service_proof_id: id })).service_proof_request,
    })),
    orders: (await shop.ask("listPurchases", { page_size: "1000" })).purchase_list,
    transactions: (await shop.ask("listTransactions", { page_size: "1000" })).transaction_list.map((row: Answer) => ({
      ...row,
      id: `${row.purchase_id}/${row.transaction_type}`,
    })),
    commissions: (await Promise.all(AFFILIATES.map((name) => commissionsOf(shop, name)))).flat(),
  };
  const placed = Object.entries(lists).flatMap(([kind, records]) =>
    records.map((record): [string, Answer] => [`${kind}/${record.id}`, record]),
  );
  return new Map(placed);
}

async function commissionsOf(shop: Shop, affiliate_id: string): Promise<Answer[]> {
  const { affiliations } = await shop.ask("getAffiliateCommission", { affiliate_id });
  return affiliations.map((row: Answer) => ({ ...row, id: `${affiliate_id}/${row.product_id}` }));
}

/** A new record is there with all of its fields. */
export function changesBetween(before: Records, after: Records): Changes {
  const places = [...new Set([...before.keys(), ...after.keys()])];
  const changed = places.map((place) => [place, changedFields(before.get(place), after.get(place))] as const);
  return Object.fromEntries(changed.filter(([, fields]) => Object.keys(fields).length > 0));
}

function changedFields(before: Answer = {}, after: Answer = {}): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter(
    (name) => !UNWATCHED.includes(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}
