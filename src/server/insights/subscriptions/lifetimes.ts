import type { Subscription } from "./subscription.ts";

export interface Change {
  readonly orderId: string;
  /** As the API writes it, in German time. */
  readonly at: string;
  readonly type: string;
}

/** A moment at which a subscription became active or stopped being so. */
export interface Step {
  readonly at: string;
  readonly kind: "new" | "cancelled" | "resumed" | "ended";
}

export interface Lifetime {
  readonly subscription: Subscription;
  /** Oldest first. Active after `new` and `resumed`. */
  readonly steps: readonly Step[];
}

export interface Lifetimes {
  readonly known: readonly Lifetime[];
  /** Over by now, but no change says since when. */
  readonly endUnknown: number;
}

const OVER = ["aborted", "completed"];

export function lifetimesOf(subscriptions: readonly Subscription[], changes: readonly Change[]): Lifetimes {
  const byOrder = groupByOrder(changes);
  const all = subscriptions.map((subscription) => ({
    subscription,
    steps: stepsOf(subscription, byOrder.get(subscription.orderId) ?? []),
  }));
  const known = all.filter(
    (lifetime) => !isActive(lifetime, undefined) || !OVER.includes(lifetime.subscription.status),
  );
  return { known, endUnknown: all.length - known.length };
}

function stepsOf({ placedAt, status }: Subscription, changes: readonly Change[]): readonly Step[] {
  const steps: Step[] = [{ at: placedAt, kind: "new" }];
  const sorted = changes.toSorted((a, b) => compare(a.at, b.at));
  for (const [index, { at, type }] of sorted.entries()) {
    const next = sorted[index + 1]?.type;
    const kind = isOn(steps.at(-1)) ? offKind(type, next, status) : type === "rebill_resumed" && "resumed";
    // A change without effect is not a step, such as the last paid day of a subscription that was cancelled before.
    if (kind) {
      steps.push({ at: at < placedAt ? placedAt : at, kind });
    }
  }
  return steps;
}

/** The way in which a change ends an active subscription, if it does. */
function offKind(type: string, next: string | undefined, status: string): "cancelled" | "ended" | false {
  if (type === "last_paid_day") {
    // The paid time also runs out when a payment is late. Then the subscription goes on, or is cancelled later.
    const isEnd = next === undefined ? OVER.includes(status) : next === "rebill_resumed";
    return isEnd && "ended";
  }
  return type === "rebill_cancelled" && "cancelled";
}

/** Whether a subscription is active at the end of a second; today if none is given. */
export function isActive({ steps }: Lifetime, at: string | undefined): boolean {
  return isOn(steps.findLast((step) => at === undefined || step.at <= at));
}

function isOn(step: Step | undefined): boolean {
  return step?.kind === "new" || step?.kind === "resumed";
}

function groupByOrder(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.orderId) ?? [];
    groups.set(change.orderId, group);
    group.push(change);
  }
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
