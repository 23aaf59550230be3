import { hideKeyLike } from "../kit/hide-key.ts";

/** An error as the log shows it. */
export interface LoggedError {
  readonly [part: string]: unknown;
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: unknown;
  readonly cause?: LoggedError;
}

const MAX_CAUSES = 5;

/**
 * Only what is known to be harmless is taken: an error may carry a whole request with its headers as properties. What
 * looks like a key goes from the texts as well.
 */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: hideKeyLike(String(error)), stack: "" };
  }
  const { name, message, stack = "", cause } = error;
  return {
    type: error.constructor.name || name,
    message: hideKeyLike(message),
    stack: hideKeyLike(stack),
    ...("code" in error && { code: error.code }),
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

/** For every logger of the server. */
export const LOG_SERIALIZERS = { err: (error: unknown) => describeError(error) };
