/** Returns the next number of a stream, from 0 up to but not including 1. */
export type Random = () => number;

const UINT32_RANGE = 2 ** 32;
const ID_CHARS = "ABCDEFGHJKLMNPQRSTUVWXYZ123456789";

/** mulberry32: 32 bits of state are enough for made-up customers, and the stream is the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32_RANGE;
  };
}

/** A whole number from `least` up to and including `most`. */
export function pickNumber(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function pickOne<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** Picks one of several items, in proportion to their weights. */
export function pickWeighted<T extends { readonly weight: number }>(random: Random, items: readonly [T, ...T[]]): T {
  let left = random() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of items) {
    left -= item.weight;
    if (left < 0) {
      return item;
    }
  }
  return items[0];
}

/** A purchase id in the form of the real ones: eight capital letters and digits. */
export function pickPurchaseId(random: Random): string {
  return Array.from({ length: 8 }, () => ID_CHARS[Math.floor(random() * ID_CHARS.length)]).join("");
}
