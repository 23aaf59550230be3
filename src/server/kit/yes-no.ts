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
 * The words by which a header switches something on or off. Environment variables (start/config) accept those of zod's
 * `stringbool`: these, and also `enabled` and `disabled`.
 */
export const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([...COMMON_WORDS, ["on", true], ["off", false]]);

/** The words for a boolean argument: like the API, they include `t` and `f`, but not `on` and `off`. */
export const FLAG_WORDS: ReadonlyMap<string, boolean> = new Map([...COMMON_WORDS, ["t", true], ["f", false]]);
