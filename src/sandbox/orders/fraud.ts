import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { transactions } from "../ledger/transaction-records.ts";
import { asOneOf, asPositive, asText, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound, type Texts } from "../wire/refusal.ts";

type Suspect = "buyer" | "affiliate";

interface Report {
  readonly status: "success" | "error" | "";
  readonly code: "created_entry" | "rerequest" | "not_created";
  readonly message: Texts;
}

const WHO = ["buyer", "affiliate", "buyer,affiliate"] as const;
const REPORTED: Readonly<Record<Suspect, Texts>> = {
  buyer: { de: "Der Käufer wurde gemeldet.", en: "The buyer was reported." },
  affiliate: { de: "Der Affiliate wurde gemeldet.", en: "The affiliate was reported." },
};
const KNOWN: Readonly<Record<Suspect, Texts>> = {
  buyer: { de: "Der Käufer war schon gemeldet.", en: "The buyer had been reported already." },
  affiliate: { de: "Der Affiliate war schon gemeldet.", en: "The affiliate had been reported already." },
};
const NOBODY: Texts = {
  de: "Zu der Zahlung gibt es keinen fremden Affiliate.",
  en: "The payment has no affiliate but the account itself.",
};
const NOT_ASKED: Report = { status: "", code: "not_created", message: { de: "", en: "" } };

/** The people reported by the account, as `buyer 880001` or `affiliate partnerin24`. */
const blacklist = defineSlice(() => new Set<string>());

export const fraudFunctions: Handlers = { reportFraud };

/** Adds to a list that no function shows; no money is moved. */
function reportFraud({ args, store, language }: Call) {
  const purchase = purchaseOfTransaction(store, readRequired(args, "transaction_id", asPositive));
  const who = readRequired(args, "who", asOneOf(WHO)).split(",");
  // The comment is for people, but it is required.
  readRequired(args, "comment", asText);
  const fields = (suspect: Suspect) => {
    const { status, message, code } = who.includes(suspect) ? report(store, purchase, suspect) : NOT_ASKED;
    return { [`${suspect}_status`]: status, [`${suspect}_message`]: message[language], [`${suspect}_code`]: code };
  };
  return { ...fields("buyer"), ...fields("affiliate") };
}

function report(store: Store, purchase: Purchase, suspect: Suspect): Report {
  const { buyerId, affiliateName } = purchase;
  if (suspect === "affiliate" && (affiliateName === null || affiliateName === store.account.userName)) {
    return { status: "error", code: "not_created", message: NOBODY };
  }
  const entry = `${suspect} ${suspect === "buyer" ? buyerId : affiliateName}`;
  const entries = blacklist(store);
  if (entries.has(entry)) {
    return { status: "success", code: "rerequest", message: KNOWN[suspect] };
  }
  entries.add(entry);
  return { status: "success", code: "created_entry", message: REPORTED[suspect] };
}

function purchaseOfTransaction(store: Store, id: number): Purchase {
  const purchase = purchases(store).get(transactions(store).byId.get(id)?.purchaseId ?? "");
  if (purchase === undefined) {
    throw notFound({ de: "Zahlung", en: "Transaction" }, id);
  }
  return purchase;
}
