import { expect } from "vitest";
import { type Purchase, purchases } from "../../../../src/sandbox/ledger/purchase-records.ts";
import { buildStore } from "../../../../src/sandbox/seed/build-store.ts";
import { FULL_KEY, startSandbox } from "../../../support/sandbox.ts";
import { openTestApp } from "../../../support/test-app.ts";
import { type Answer, NOW } from "../insight-shop.ts";

/** What the test knows of a subscription. */
interface Known {
  isActive: boolean;
  readonly cents: number;
}

/** Counts and monthly cents of one step. */
export type Moves = Record<"new" | "resumed" | "cancelled" | "won" | "lost", number>;

/** A shop whose clock moves, with a record of its own of everything that happens to its subscriptions. */
export interface Shop {
  readonly known: Map<string, Known>;
  now: number;
  api(name: string, args?: Record<string, string>): Promise<Answer>;
  /** The totals in EUR. */
  report(from: string, to: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function openShop(seed: number): Promise<Shop> {
  const clock = { now: NOW.getTime() };
  const sandbox = await startSandbox({ now: () => new Date(clock.now), seed });
  const { callTool, app } = openTestApp({ DIGISTORE24_API_URL: sandbox.apiUrl }, { now: () => clock.now });
  const api = async (name: string, args: Record<string, string> = {}) => {
    const headers = { "x-ds-api-key": FULL_KEY };
    const body = new URLSearchParams(args);
    const { data, message } = (await (
      await fetch(`${sandbox.apiUrl}/${name}`, { method: "POST", headers, body })
    ).json()) as Answer;
    expect(message, name).toBeUndefined();
    return data;
  };
  const report = async (from: string, to: string) => {
    const { answer, text } = await callTool("reportSubscriptions", { from, to }, FULL_KEY);
    expect(answer?.["_complete"], text).toBe(true);
    return (answer as Answer)["totals"].EUR;
  };
  const close = async () => {
    await app.close();
    await sandbox.close();
  };
  return Object.assign(clock, { known: startOf(seed), api, report, close });
}

/** The subscriptions of the shop's own live sales that were running when it opened. */
function startOf(seed: number): Map<string, Known> {
  const store = buildStore({ now: NOW.getTime(), seed, scale: "small" });
  const isOwn = ({ billingType, role, isTest }: Purchase) =>
    billingType === "subscription" && role === "vendor" && !isTest;
  const isOver = ({ billingStatus }: Purchase) => billingStatus === "aborted" || billingStatus === "completed";
  return new Map(
    [...purchases(store).values()]
      .filter((one) => isOwn(one))
      .map((one) => [one.id, { isActive: !isOver(one), cents: monthlyCents(one.otherCents, one.otherInterval) }]),
  );
}

function monthlyCents(cents: number, interval: string): number {
  return interval === "12_month" ? Math.round(cents / 12) : cents;
}

export async function place(shop: Shop, moves: Moves, id: string): Promise<void> {
  const order = await shop.api("getPurchase", { purchase_id: id });
  const cents = monthlyCents(Math.round(Number(order["other_amounts"]) * 100), order["other_billing_intervals"]);
  shop.known.set(id, { isActive: false, cents });
  begin(shop, moves, id, "new");
}

export function begin({ known }: Shop, moves: Moves, id: string, how: "new" | "resumed"): void {
  const { cents } = known.get(id) ?? { cents: Number.NaN };
  known.set(id, { isActive: true, cents });
  moves[how]++;
  moves.won += cents;
}

export function end({ known }: Shop, moves: Moves, id: string): void {
  const { cents } = known.get(id) ?? { cents: Number.NaN };
  known.set(id, { isActive: false, cents });
  moves.cancelled++;
  moves.lost += cents;
}

export function activeIn({ known }: Shop) {
  const active = [...known.values()].filter(({ isActive }) => isActive);
  return { count: active.length, cents: active.reduce((sum, { cents }) => sum + cents, 0) };
}

export const amount = (cents: number) => (cents / 100).toFixed(2);
