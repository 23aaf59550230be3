/** What the app shows of an answer of reportSales. Everything may be missing: hosts pass on what they got. */
export interface Report {
  readonly isComplete: boolean;
  readonly notes: readonly string[];
  readonly from: string;
  readonly to: string;
  /** The period of the comparison. */
  readonly before: { readonly from: string; readonly to: string } | undefined;
  readonly currencies: readonly CurrencyReport[];
  /** What the rows stand for, such as `product`; undefined if there are only totals. */
  readonly groupedBy: string | undefined;
}

export interface CurrencyReport {
  readonly currency: string;
  readonly total: Sums;
  readonly before: Sums | undefined;
  readonly changePercent: number | undefined;
  readonly rows: readonly Row[];
}

export interface Sums {
  readonly net: number;
  /** Undefined if the answer does not say. */
  readonly vat: number | undefined;
  readonly earned: number;
  readonly payments: number;
  readonly returned: number;
  readonly orders: number | undefined;
}

export interface Row {
  readonly label: string;
  /** Set for the sum of the rows that the answer leaves out. */
  readonly others: number | undefined;
  readonly net: number;
  readonly before: number | undefined;
  readonly earned: number;
}

type Json = Readonly<Record<string, unknown>>;
const PREFIX = "by_";
const LABELS = ["label", "product", "plan", "day", "week", "month", "affiliate", "product_id"];

/** Throws a SyntaxError if the text is not an answer. */
export function readReport(text: string): Report {
  const answer = asObject(JSON.parse(text));
  const period = asObject(answer["period"]);
  const earlier = asObject(answer["compared_with"]);
  const groupName = Object.keys(answer).find((name) => name.startsWith(PREFIX));
  const rows = groupName === undefined ? [] : asList(answer[groupName]);
  return {
    isComplete: answer["_complete"] !== false,
    notes: asList(answer["notes"]).map(String),
    from: String(period["from"] ?? ""),
    to: String(period["to"] ?? ""),
    before:
      answer["compared_with"] === undefined ? undefined : { from: String(earlier["from"]), to: String(earlier["to"]) },
    currencies: Object.entries(asObject(answer["totals"])).map(([currency, total]) =>
      readCurrency(currency, asObject(total), rows.map(asObject)),
    ),
    groupedBy: groupName?.slice(PREFIX.length),
  };
}

function readCurrency(currency: string, total: Json, rows: readonly Json[]): CurrencyReport {
  const before = total["before"] === undefined ? undefined : readSums(asObject(total["before"]));
  const change = asObject(total["change_percent"])["net_gross"];
  return {
    currency,
    total: readSums(total),
    before,
    changePercent: typeof change === "number" ? change : undefined,
    rows: rows.filter((row) => row["currency"] === currency).map(readRow),
  };
}

function readSums(sums: Json): Sums {
  return {
    net: toNumber(sums["net_gross"]),
    vat: sums["vat"] === undefined ? undefined : toNumber(sums["vat"]),
    earned: toNumber(sums["own_earnings"]),
    payments: toNumber(sums["payments"]),
    returned: toNumber(sums["refunded"]) + toNumber(sums["charged_back"]),
    orders: sums["orders"] === undefined ? undefined : toNumber(sums["orders"]),
  };
}

function readRow(row: Json): Row {
  const label = LABELS.map((name) => row[name]).find((value) => typeof value === "string" && value !== "");
  return {
    label: String(label ?? "–"),
    others: typeof row["others"] === "number" ? row["others"] : undefined,
    net: toNumber(row["net_gross"]),
    before: row["net_gross_before"] === undefined ? undefined : toNumber(row["net_gross_before"]),
    earned: toNumber(row["own_earnings"]),
  };
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function toNumber(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}
