import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { toAmount } from "../cents.ts";
import { isActive, type Lifetime, type Step } from "./lifetimes.ts";

/** Times as the API writes them: the last second before the period, and its last one. */
export interface Span {
  readonly before: string;
  readonly end: string;
}

const WON: readonly Step["kind"][] = ["new", "resumed"];

/** The steps of a lifetime inside a span. */
export function stepsIn({ steps }: Lifetime, { before, end }: Span): readonly Step[] {
  return steps.filter(({ at }) => at > before && at <= end);
}

/** Counts and monthly revenue of the subscriptions of one currency. */
export function sumsOf(lifetimes: readonly Lifetime[], span: Span): JsonObject {
  const atStart = lifetimes.filter((lifetime) => isActive(lifetime, span.before));
  const atEnd = lifetimes.filter((lifetime) => isActive(lifetime, span.end));
  const stayed = new Set(atEnd);
  const lost = atStart.filter((lifetime) => !stayed.has(lifetime)).length;
  const steps = lifetimes.flatMap((lifetime) =>
    stepsIn(lifetime, span).map(({ kind }) => ({ kind, cents: lifetime.subscription.monthlyCents ?? 0 })),
  );
  const count = (kind: Step["kind"]) => steps.filter((step) => step.kind === kind).length;
  const revenue = (isWon: boolean) =>
    steps.reduce((sum, { kind, cents }) => sum + (WON.includes(kind) === isWon ? cents : 0), 0);
  return {
    active_at_start: atStart.length,
    new: count("new"),
    resumed: count("resumed"),
    cancelled: count("cancelled"),
    ended: count("ended"),
    active_at_end: atEnd.length,
    monthly_revenue_at_start: toAmount(monthlyOf(atStart)),
    monthly_revenue_won: toAmount(revenue(true)),
    monthly_revenue_lost: toAmount(revenue(false)),
    monthly_revenue_at_end: toAmount(monthlyOf(atEnd)),
    churn_percent: atStart.length === 0 ? null : Math.round((lost / atStart.length) * 1000) / 10,
  };
}

/** Monthly revenue in cents. */
export function monthlyOf(lifetimes: readonly Lifetime[]): number {
  return lifetimes.reduce((sum, { subscription }) => sum + (subscription.monthlyCents ?? 0), 0);
}

/** Lifetimes by a name, such as the currency, in the order of the names. */
export function groupLifetimes(
  lifetimes: readonly Lifetime[],
  nameOf: (lifetime: Lifetime) => string,
): readonly (readonly [name: string, lifetimes: readonly Lifetime[]])[] {
  const groups = new Map<string, Lifetime[]>();
  for (const lifetime of lifetimes) {
    const name = nameOf(lifetime);
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(lifetime);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
