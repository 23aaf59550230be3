/**
 * The reason why a call failed:
 *
 * - `input`: the arguments; nothing was sent, or the API refused a parameter
 * - `key`: the API key is missing, wrong or switched off
 * - `permission`: the key is valid, but lacks the right
 * - `not_found`: the API does not know an id
 * - `refused`: the API refused for another reason
 * - `rate_limited`: the API asks for fewer requests
 * - `busy`: this server has too many calls in progress; nothing was sent
 * - `cancelled`: the caller disconnected before a read was answered, or before anything was sent; or this process was ended
 *   before a write was answered
 * - `operator`: only the operator of this server can fix it; nothing was sent
 * - `upstream_down`: no answer, or one that is not an envelope
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
  /** The API's own code, if it gave one. */
  readonly vendorCode?: number;
  /** The API's `message`, the only foreign text that may reach an agent. */
  readonly vendorMessage?: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** How long the API asks the caller to wait. */
  readonly retryAfterSeconds?: number;
  /** The request had been sent when it failed, so a write may have been carried out. */
  readonly wasSent?: boolean;
  /** The next step, if it differs from the usual one for this kind. */
  readonly advice?: string;
  /** The same call would fail again in the same way, so it is not repeated. */
  readonly isLasting?: boolean;
  readonly cause?: unknown;
}

/**
 * A failed call. `message` is a sentence of our own that says what failed; `call/error-result.ts` adds the next step.
 * A defect of this program is not a CallError: the agent gets only a fixed sentence.
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

/** The kind of an error, for logs and metrics. Any error other than a CallError is a defect of this program. */
export function kindOf(error: unknown): ErrorKind | "internal" {
  return error instanceof CallError ? error.kind : "internal";
}

/** The environment holds a value that the server cannot start with. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
