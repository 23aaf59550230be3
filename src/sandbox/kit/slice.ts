import type { Store } from "./store.ts";

/**
 * Defines records of a shop, in the room that owns them. They are created on first use, only from the store and other slices:
 * the same seed and clock give the same shop, whatever is called first. Records are replaced, never changed in place.
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
