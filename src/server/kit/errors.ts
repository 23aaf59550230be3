/**
 * Who or what stood in the way of a call:
 *
 * - `input`: the arguments; nothing was sent, or the API refused a parameter
 * - `key`: the API key is missing, wrong or switched off
 * - `permission`: the key is good, its right is not enough
 * - `not_found`: the API does not know an id
 * - `refused`: the API said no for a reason of its own
 * - `rate_limited`: the API wants fewer requests
 * - `busy`: this server has too many calls under way; nothing was sent
 * - `cancelled`: the caller went away before a read was answered, or before anything was sent
 * - `operator`: something only the operator of this server can mend; nothing was sent
 * - `upstream_down`: no answer, or one that is no envelope
 * - `timeout`: no answer in time
 */
export type ErrorKind =
  | "input"
  | "key"
  | "permission"
  | "not_found"
  | "refused"
  | "rate_limited"
  | "busy"
  | "cancelled"
  | "operator"
  | "upstream_down"
  | "timeout";

export interface CallErrorDetails {
  /** The API's own code, where it gave one. */
  readonly vendorCode?: number;
  /** The API's `message`, the only foreign text that may reach an agent. */
  readonly vendorMessage?: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** How long the API asked to be left alone. */
  readonly retryAfterSeconds?: number;
  /** The request had left when it failed, so a write may have happened. */
  readonly wasSent?: boolean;
  /** The next step, where another fits better than that of the kind. */
  readonly advice?: string;
  /** The same call would fail in the same way, so it is not repeated. */
  readonly isLasting?: boolean;
  readonly cause?: unknown;
}

/**
 * A call that did not succeed. `message` is one sentence of ours on what failed; `tool-result.ts` adds the next step.
 * Defects of this program are not CallErrors and reach the agent as a fixed sentence only.
 */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly kind: ErrorKind;
  readonly details: CallErrorDetails;

  constructor(kind: ErrorKind, message: string, details: CallErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.kind = kind;
    this.details = details;
  }
}

/** The kind of an error, for logs and metrics. Whatever is not a CallError is a defect of this program. */
export function kindOf(error: unknown): ErrorKind | "internal" {
  return error instanceof CallError ? error.kind : "internal";
}

/** The environment holds a value that the server cannot start with. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
