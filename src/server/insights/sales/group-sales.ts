import { Temporal } from "temporal-polyfill";
import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { intervalLabel } from "../../kit/interval-label.ts";
import { toAmount } from "../cents.ts";
import type { LabelLanguage } from "../insight.ts";
import { billingTypeLabel, countryLabel, payMethodLabel } from "../labels.ts";
import { type Period, parseApiTime } from "../period.ts";
import type { Order } from "./order.ts";
import type { Sale } from "./read-sales.ts";
import type { SalesGroup } from "./report-sales-tool.ts";
import { addSale, noSales, type SalesSum } from "./sums.ts";

/** The sales of one currency that belong together. */
export interface Group {
  readonly currency: string;
  /** What names the group in the answer. */
  readonly label: JsonObject;
  /** For the order of groups in time; 0 for all others. */
  readonly position: number;
  readonly sum: SalesSum;
}

/** The properties that a sale and an order share. */
type Item = Pick<Sale, "at" | "productId" | "payMethod" | "billingType" | "affiliate" | "currency">;

export interface Grouping {
  readonly by: SalesGroup | undefined;
  readonly period: Period;
  readonly language: LabelLanguage;
  /** Orders of any age by their id, for what a sale does not say itself. */
  readonly orders: ReadonlyMap<string, Order>;
  readonly productNames: ReadonlyMap<string, string>;
}

export interface Sold {
  readonly sales: readonly Sale[];
  /** The orders that were placed in the period. */
  readonly placed: readonly Order[];
  readonly newBuyers: ReadonlySet<string> | undefined;
}

const NOT_READ: Readonly<Record<LabelLanguage, string>> = {
  en: "(order not read)",
  de: "(Bestellung nicht gelesen)",
};

type Place = Pick<Group, "label" | "position"> & { readonly key: string };

/** The groups by a name that is the same in an earlier period: days, weeks and months are counted from its start. */
export function groupSales({ sales, placed, newBuyers }: Sold, grouping: Grouping): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const buyers = new Map<Group, Set<string>>();
  const groupOf = (item: Item, order: Order | undefined): Group => {
    const { key, ...place } = placeOf(item, order, grouping);
    const name = `${item.currency} ${key}`;
    const known = groups.get(name) ?? { currency: item.currency, ...place, sum: noSales() };
    groups.set(name, known);
    return known;
  };
  for (const sale of sales) {
    addSale(groupOf(sale, grouping.orders.get(sale.purchaseId)).sum, sale);
  }
  for (const order of placed) {
    const group = groupOf(order, order);
    group.sum.orders++;
    if (newBuyers?.has(order.buyerId)) {
      const known = buyers.get(group) ?? new Set();
      buyers.set(group, known.add(order.buyerId));
      group.sum.newBuyers = known.size;
    }
  }
  return groups;
}

function placeOf(item: Item, order: Order | undefined, grouping: Grouping): Place {
  const { by, period, language, productNames } = grouping;
  switch (by) {
    case undefined:
      return named("", {});
    case "product":
      return named(item.productId, {
        product_id: item.productId,
        product: productNames.get(item.productId) ?? order?.productName ?? "",
      });
    case "plan":
      return named(planKey(item, order), { product_id: item.productId, plan: planLabel(order, language) });
    case "affiliate":
      return named(item.affiliate, { affiliate: item.affiliate });
    case "pay_method":
      return named(item.payMethod, { pay_method: item.payMethod, label: payMethodLabel(item.payMethod, language) });
    case "billing_type":
      return named(item.billingType, {
        billing_type: item.billingType,
        label: billingTypeLabel(item.billingType, language),
      });
    case "country":
      return named(order?.country ?? "", {
        country: order?.country ?? "",
        label: order ? countryLabel(order.country, language) : NOT_READ[language],
      });
    default:
      return timePlace(by, item.at, period);
  }
}

function named(key: string, label: JsonObject): Place {
  return { key, label, position: 0 };
}

/** The terms of a plan tell it from the others: an order does not name it. Its first payment depends on vouchers. */
function planKey({ productId }: Item, order: Order | undefined): string {
  return order ? [productId, order.billingType, ...termsOf(order)].join(" ") : productId;
}

function termsOf({ billingType, firstCents, otherCents, interval, installments }: Order): readonly (string | number)[] {
  return billingType === "single_payment" ? [firstCents] : [otherCents, interval, installments];
}

function planLabel(order: Order | undefined, language: LabelLanguage): string {
  if (!order) {
    return NOT_READ[language];
  }
  const { billingType, firstCents, otherCents, interval, installments, currency } = order;
  const type = billingTypeLabel(billingType, language);
  if (billingType === "single_payment") {
    return `${type} ${toAmount(firstCents)} ${currency}`;
  }
  const times = billingType === "installment" ? `${installments} × ` : "";
  return `${type} ${times}${toAmount(otherCents)} ${currency} ${intervalLabel(interval, language)}`;
}

function timePlace(by: "day" | "week" | "month", at: string, period: Period): Place {
  const date = (parseApiTime(at) ?? period.from).toPlainDate();
  const start = startOf(by, date);
  const first = startOf(by, period.from.toPlainDate());
  const unit = `${by}s` as const;
  const position = first.until(start, { largestUnit: unit })[unit];
  const label = by === "month" ? { month: start.toString().slice(0, 7) } : { [by]: start.toString() };
  return { key: String(position), label, position };
}

/** Weeks begin on Mondays, as in the API's statistics. */
function startOf(by: "day" | "week" | "month", date: Temporal.PlainDate): Temporal.PlainDate {
  if (by === "week") {
    return date.subtract({ days: date.dayOfWeek - 1 });
  }
  return by === "month" ? Temporal.PlainDate.from({ year: date.year, month: date.month, day: 1 }) : date;
}
