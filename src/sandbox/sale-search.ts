import { type Argument, asFlag, asList, asListOf, type Form, groupOf, readOptional, textOf } from "./arguments.ts";
import type { Buyer, Purchase, TransactionType } from "./store.ts";

/** A purchase with the buyer whom searches ask for. */
export interface Sale {
  readonly purchase: Purchase;
  readonly buyer: Buyer;
}

type Test = (sale: Sale) => boolean;

/** Stands for every value of a list. */
const ANY = "all";
const ROLES = ["vendor", "affiliate", "other"];
const BILLING_TYPES = ["single_payment", "subscription", "installment"];
const TRANSACTION_TYPES: readonly TransactionType[] = ["payment", "refund", "chargeback", "refund_request"];

/** The documented fields of `search[...]` that listPurchases and listTransactions share. */
const TESTS: Readonly<Record<string, (argument: Argument) => Test>> = {
  role: (argument) => isIn(asListOf([...ROLES, ANY])(argument), ({ purchase }) => purchase.role),
  product_id: (argument) => isIn(asList(argument), ({ purchase }) => String(purchase.productId)),
  purchase_id: (argument) => isIn(asList(argument), ({ purchase }) => purchase.id),
  first_name: (argument) => contains(argument, ({ buyer }) => buyer.firstName),
  last_name: (argument) => contains(argument, ({ buyer }) => buyer.lastName),
  email: (argument) => contains(argument, ({ buyer }) => buyer.email),
  has_affiliate: (argument) => {
    const isWanted = asFlag(argument) === "Y";
    return ({ purchase }) => (purchase.affiliateName !== null) === isWanted;
  },
  affiliate_name: (argument) => isIn(asList(argument), ({ purchase }) => purchase.affiliateName ?? ""),
  pay_method: (argument) => isIn(asList(argument), ({ purchase }) => purchase.payMethod),
  billing_type: (argument) => isIn(asListOf([...BILLING_TYPES, ANY])(argument), ({ purchase }) => purchase.billingType),
  currency: (argument) => isIn(asList(argument), ({ purchase }) => purchase.currency),
};

/** Reads `search[...]`. Fields that are none, and a search without brackets, are passed over without a word. */
export function readSaleTest(args: Form): Test {
  const search = searchOf(args);
  const tests = Object.entries(TESTS).flatMap(([name, toTest]) => {
    const test = readOptional(search, name, ({ text }) => toTest({ name: `search[${name}]`, text }));
    return test === undefined ? [] : [test];
  });
  return (sale) => tests.every((test) => test(sale));
}

/** `search[order_type]`, which only listPurchases knows. */
export function readOrderTypeTest(args: Form): Test {
  const asOrderType = asListOf(["live", "test"]);
  const types = readOptional(searchOf(args), "order_type", ({ text }) =>
    asOrderType({ name: "search[order_type]", text }),
  );
  return ({ purchase }) => types === undefined || types.includes(purchase.isTest ? "test" : "live");
}

/** `search[transaction_type]`: of the transaction itself, or of any transaction of a purchase. */
export function readTransactionTypes(args: Form): (type: TransactionType) => boolean {
  const asTypes = asListOf(TRANSACTION_TYPES);
  const types = readOptional(searchOf(args), "transaction_type", ({ text }) =>
    asTypes({ name: "search[transaction_type]", text }),
  );
  return (type) => types === undefined || types.includes(type);
}

/** Whether a search asks for certain types of transactions at all. */
export function hasTransactionTypes(args: Form): boolean {
  return Boolean(textOf(searchOf(args), "transaction_type"));
}

function searchOf(args: Form): Form {
  return groupOf(args, "search") ?? {};
}

function isIn(wanted: readonly string[], read: (sale: Sale) => string): Test {
  const values = new Set(wanted.map((value) => value.toLowerCase()));
  return (sale) => values.has(ANY) || values.has(read(sale).toLowerCase());
}

function contains({ text }: Argument, read: (sale: Sale) => string): Test {
  const part = text.toLowerCase();
  return (sale) => read(sale).toLowerCase().includes(part);
}
