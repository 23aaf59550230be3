import { takeId } from "../kit/numbered.ts";
import type { Store } from "../kit/store.ts";
import { asText, groupOf, readRequired, textOf } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isChanged, readChanges } from "../wire/fields.ts";
import { missingArgument, notFound, notPossible } from "../wire/refusal.ts";
import { findVoucher, findVoucherByCode } from "./find-voucher.ts";
import { products } from "./product-records.ts";
import { validateCouponCode } from "./voucher-check.ts";
import { productIdsOf, VOUCHER_FIELDS, voucherAnswer } from "./voucher-fields.ts";
import { newVoucher, type Voucher, vouchers } from "./voucher-records.ts";

export const voucherFunctions: Handlers = {
  createVoucher,
  getVoucher: (call) => ({ coupon: voucherAnswer(readVoucher(call)) }),
  listVouchers: ({ store }) => ({
    coupons: [...vouchers(store).byId.values()].map(voucherAnswer),
    are_returned_data_public: "N",
  }),
  updateVoucher,
  deleteVoucher,
  validateCouponCode,
};

function createVoucher(call: Call) {
  const { args, store, clock } = call;
  const changes = readChanges(args, VOUCHER_FIELDS, clock);
  if (!changes.code) {
    throw missingArgument("data[code]");
  }
  const hasAmount = (changes.firstCents ?? 0) > 0 || (changes.otherCents ?? 0) > 0;
  if (hasAmount && !textOf(groupOf(args, "data") ?? {}, "currency")) {
    throw missingArgument("data[currency]");
  }
  const draft = { ...newVoucher(0, changes.code), ...changes };
  assertPossible(store, draft);
  const voucher = { ...draft, id: takeId(vouchers(store)) };
  vouchers(store).byId.set(voucher.id, voucher);
  return { discount_code_id: voucher.id, code: voucher.code };
}

function updateVoucher(call: Call) {
  const voucher = readVoucher(call);
  const changes = readChanges(call.args, VOUCHER_FIELDS, call.clock);
  const changed = { ...voucher, ...changes };
  const isModified = isChanged(voucher, changes);
  if (isModified) {
    // A product that has been deleted in the meantime does not prevent other changes.
    assertPossible(call.store, changed, changes.productIds === undefined ? [] : productIdsOf(changed));
    vouchers(call.store).byId.set(voucher.id, changed);
  }
  return { discount_code_id: voucher.id, code: changed.code, modified: isModified ? "Y" : "N" };
}

function deleteVoucher(call: Call) {
  vouchers(call.store).byId.delete(readVoucher(call).id);
  return {};
}

/** Checks across fields: the code is unique, and its products exist. */
function assertPossible(store: Store, voucher: Voucher, named = productIdsOf(voucher)): void {
  if (voucher.code === "") {
    throw missingArgument("data[code]");
  }
  const other = findVoucherByCode(store, voucher.code);
  if (other !== undefined && other.id !== voucher.id) {
    throw notPossible({
      de: `Der Gutscheincode ${voucher.code} ist bereits vergeben`,
      en: `The voucher code ${voucher.code} is already taken`,
    });
  }
  const unknownId = named.find((id) => !products(store).byId.has(id));
  if (unknownId !== undefined) {
    throw notFound({ de: "Produkt", en: "Product" }, unknownId);
  }
}

function readVoucher({ args, store }: Call): Voucher {
  const code = readRequired(args, "code", asText);
  const voucher = findVoucher(store, code);
  if (voucher === undefined) {
    throw notFound({ de: "Gutschein", en: "Voucher" }, code);
  }
  return voucher;
}
