import type { Store } from "../kit/store.ts";
import { type Voucher, vouchers } from "./voucher-records.ts";

/** Finds a voucher by its code or else by its id. */
export function findVoucher(store: Store, codeOrId: string): Voucher | undefined {
  return (
    findVoucherByCode(store, codeOrId) ??
    (/^\d+$/.test(codeOrId) ? vouchers(store).byId.get(Number(codeOrId)) : undefined)
  );
}

/** Buyers type codes by hand, so case is ignored. */
export function findVoucherByCode(store: Store, code: string): Voucher | undefined {
  const wanted = code.toUpperCase();
  return [...vouchers(store).byId.values()].find((voucher) => voucher.code.toUpperCase() === wanted);
}
