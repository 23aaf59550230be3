import type { ErrorKind } from "../kit/errors.ts";

/** The only code that certainly means that the key itself is wrong. */
export const BAD_KEY_CODE = 2;
/** The API failed itself, which says nothing about how far it had come. */
export const INTERNAL_ERROR_CODE = 11;

/**
 * The kind of each `code` of an error envelope; any other is a refusal. The numbers differ between the API's own
 * connectors, so the kind only selects the advice; code and message are passed on unchanged. Code 2 is confirmed,
 * 12 (wait) is only documented, and 8 is an older 5.
 */
export const KIND_OF_CODE: Readonly<Record<number, ErrorKind>> = {
  [BAD_KEY_CODE]: "key",
  3: "input",
  4: "not_found",
  5: "permission",
  8: "permission",
  10: "key",
  // It has no kind of its own, because mayHaveHappened decides by the code.
  [INTERNAL_ERROR_CODE]: "refused",
  12: "rate_limited",
};
