import type { Store } from "../kit/store.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import type { TransactionType } from "../ledger/transaction-records.ts";
import { asFlag, asList, asListOf, type Form, readOptional, textOf } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { isAffiliateOnly } from "../wire/keys.ts";
import { ANY, contains, isIn, readSearch, type SearchFields, searchOf, type Test } from "../wire/search.ts";

const ROLES = ["vendor", "affiliate", "other"];
const BILLING_TYPES = ["single_payment", "subscription", "installment"];
const TRANSACTION_TYPES: readonly TransactionType[] = ["payment", "refund", "chargeback", "refund_request"];

/** The documented fields of `search[...]` that listPurchases and listTransactions share. */
const testsIn = (store: Store): SearchFields<Purchase> => ({
  role: (argument) => isIn(asListOf([...ROLES, ANY])(argument), ({ role }) => role),
  product_id: (argument) => isIn(asList(argument), ({ productId }) => String(productId)),
  purchase_id: (argument) => isIn(asList(argument), ({ id }) => id),
  first_name: (argument) => contains(argument, (purchase) => buyerOf(store, purchase).firstName),
  last_name: (argument) => contains(argument, (purchase) => buyerOf(store, purchase).lastName),
  email: (argument) => contains(argument, (purchase) => buyerOf(store, purchase).email),
  has_affiliate: (argument) => {
    const isWanted = asFlag(argument) === "Y";
    return ({ affiliateName }) => (affiliateName !== null) === isWanted;
  },
  affiliate_name: (argument) => isIn(asList(argument), ({ affiliateName }) => affiliateName ?? ""),
  pay_method: (argument) => isIn(asList(argument), ({ payMethod }) => payMethod),
  billing_type: (argument) => isIn(asListOf([...BILLING_TYPES, ANY])(argument), ({ billingType }) => billingType),
  currency: (argument) => isIn(asList(argument), ({ currency }) => currency),
});

export function readSaleTest({ args, store, caller }: Call): Test<Purchase> {
  const isWanted = readSearch(args, testsIn(store));
  return isAffiliateOnly(caller.key) ? (purchase) => purchase.role === "affiliate" && isWanted(purchase) : isWanted;
}

/** `search[order_type]`, only in listPurchases. */
export function readOrderTypeTest(args: Form): Test<Purchase> {
  const asOrderType = asListOf(["live", "test"]);
  const types = readOptional(searchOf(args), "order_type", ({ text }) =>
    asOrderType({ name: "search[order_type]", text }),
  );
  return ({ isTest }) => types === undefined || types.includes(isTest ? "test" : "live");
}

/** `search[transaction_type]`: of the transaction itself, or of any transaction of a purchase. */
export function readTransactionTypes(args: Form): (type: TransactionType) => boolean {
  const asTypes = asListOf(TRANSACTION_TYPES);
  const types = readOptional(searchOf(args), "transaction_type", ({ text }) =>
    asTypes({ name: "search[transaction_type]", text }),
  );
  return (type) => types === undefined || types.includes(type);
}

/** Whether a search names types of transactions. */
export function hasTransactionTypes(args: Form): boolean {
  return Boolean(textOf(searchOf(args), "transaction_type"));
}
