import { toAmount } from "../kit/money.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { assertRebilled, readPurchase } from "../orders/read-purchase.ts";
import type { Argument } from "../wire/argument.ts";
import { readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { badValue } from "../wire/refusal.ts";

/** Credit for future payments in cents, by the id of the purchase. */
const balances = defineSlice(() => new Map<string, number>());

export const balanceFunctions: Handlers = { addBalanceToPurchase };

function addBalanceToPurchase(call: Call) {
  const purchase = assertRebilled(readPurchase(call));
  const before = balanceOf(call.store, purchase);
  const after = addBalance(call.store, purchase, readRequired(call.args, "amount", asSignedCents));
  return { old_balance: toAmount(before), new_balance: toAmount(after) };
}

export function balanceOf(store: Store, { id }: Purchase): number {
  return balances(store).get(id) ?? 0;
}

/** Changes a balance, which never goes below zero. Returns the new balance. */
export function addBalance(store: Store, purchase: Purchase, cents: number): number {
  const balance = Math.max(0, balanceOf(store, purchase) + cents);
  balances(store).set(purchase.id, balance);
  return balance;
}

/** Pays an amount from the balance. Returns the rest. */
export function payFromBalance(store: Store, purchase: Purchase, dueCents: number): number {
  const used = Math.min(balanceOf(store, purchase), dueCents);
  addBalance(store, purchase, -used);
  return dueCents - used;
}

function asSignedCents(argument: Argument): number {
  if (!/^-?\d{1,9}(\.\d{1,2})?$/.test(argument.text)) {
    throw badValue(argument, { de: "Betrag wie 9.00 oder -9.00", en: "an amount such as 9.00 or -9.00" });
  }
  return Math.round(Number(argument.text) * 100);
}
