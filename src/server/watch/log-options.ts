import { CallError } from "../kit/errors.ts";
import { hideKeyLike } from "../kit/hide-key.ts";

/** An error as written to the log. */
interface LoggedError {
  readonly [part: string]: unknown;
  readonly type: string;
  readonly message: string;
  /** Empty if the error says everything: a stack of ours does not help an operator. */
  readonly stack: string;
  readonly code?: unknown;
  readonly cause?: LoggedError;
}

const MAX_CAUSES = 5;

/**
 * Takes only properties that are known to be harmless, because an error may carry a whole request with its headers.
 * Everything in the texts that looks like a key is hidden as well.
 */
export function describeError(error: unknown, depth = 0, hasStack = !isForOperator(error)): LoggedError {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: hideKeyLike(String(error)), stack: "" };
  }
  const { name, message, stack = "", cause } = error;
  return {
    type: error.constructor.name || name,
    message: hideKeyLike(message),
    stack: hasStack ? hideKeyLike(stack) : "",
    ...("code" in error && { code: error.code }),
    ...(error instanceof CallError && describeCall(error)),
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1, hasStack) }),
  };
}

/** Something around this server has failed, such as a disk or Redis. */
function isForOperator(error: unknown): boolean {
  return error instanceof CallError && error.kind === "operator";
}

/** The meaning of the API's answer. Its message is left out, because it may contain anything. */
function describeCall({ kind, details: { vendorCode, status } }: CallError) {
  return { kind, ...(vendorCode !== undefined && { vendorCode }), ...(status !== undefined && { status }) };
}

/** Used by every logger of the server. */
export const LOG_SERIALIZERS = { err: (error: unknown) => describeError(error) };
