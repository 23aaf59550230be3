import type { Store } from "./store.ts";

/**
 * A part of the store that one area keeps for itself, in place of a field that every area would have to know. It is
 * made when it is first asked for, out of what the store was made from (`store.createdAt`, `store.seed`), so that the
 * same seed and clock give the same shop however it is used.
 */
export function defineSlice<T>(create: (store: Store) => T): (store: Store) => T {
  const slices = new WeakMap<Store, T>();
  return (store) => {
    const known = slices.get(store);
    if (known !== undefined) {
      return known;
    }
    const slice = create(store);
    slices.set(store, slice);
    return slice;
  };
}
