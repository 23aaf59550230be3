import type { Store, Voucher } from "../kit/store.ts";

/** A voucher by its code or, where no code is like it, its id. */
export function findVoucher(store: Store, codeOrId: string): Voucher | undefined {
  return (
    findVoucherByCode(store, codeOrId) ??
    (/^\d+$/.test(codeOrId) ? store.vouchers.byId.get(Number(codeOrId)) : undefined)
  );
}

/** Buyers type codes by hand, so upper and lower case are the same. */
export function findVoucherByCode(store: Store, code: string): Voucher | undefined {
  const wanted = code.toUpperCase();
  return [...store.vouchers.byId.values()].find((voucher) => voucher.code.toUpperCase() === wanted);
}
