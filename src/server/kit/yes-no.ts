const COMMON_WORDS: readonly (readonly [word: string, meaning: boolean])[] = [
  ["true", true],
  ["yes", true],
  ["y", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["n", false],
  ["0", false],
];

/**
 * The words that a header switches something on or off with. Settings (start/config) take the words of zod's
 * `stringbool`, which has `enabled` and `disabled` as well.
 */
export const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([...COMMON_WORDS, ["on", true], ["off", false]]);

/** The words for a flag among arguments: also `t` and `f`, as the API has them, but not `on` and `off`, which it has not. */
export const FLAG_WORDS: ReadonlyMap<string, boolean> = new Map([...COMMON_WORDS, ["t", true], ["f", false]]);
