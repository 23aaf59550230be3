import type { Store } from "./store.ts";

/**
 * Defines a part of the store that only one room needs. It is created on first use from `store.createdAt` and
 * `store.seed`, so that the same seed and clock give the same shop, whatever is called first.
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
