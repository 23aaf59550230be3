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

function stepsOf({ placedAt }: Subscription, changes: readonly Change[]): readonly Step[] {
  const steps: Step[] = [{ at: placedAt, kind: "new" }];
  for (const { at, type } of changes.toSorted((a, b) => compare(a.at, b.at))) {
    const kind = nextKind(steps, type);
    if (kind) {
      steps.push({ at: at < placedAt ? placedAt : at, kind });
    }
  }
  return steps;
}

/** Undefined if a change changes nothing, such as the last paid day of a subscription that was cancelled before. */
function nextKind(steps: readonly Step[], type: string): Step["kind"] | undefined {
  if (isOn(steps.at(-1))) {
    return type === "rebill_cancelled" ? "cancelled" : type === "last_paid_day" ? "ended" : undefined;
  }
  return type === "rebill_resumed" ? "resumed" : undefined;
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
