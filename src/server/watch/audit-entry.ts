import type { CallOutcome, ToolCall } from "../call/call.ts";
import type { PersonalDataMask } from "../call/mask-personal-data.ts";
import { maskSecrets } from "../call/mask-secrets.ts";
import { CONFIRMATION } from "../contract/confirm-level.ts";
import { CallError } from "../kit/errors.ts";
import { hideKey, hideKeys } from "../kit/hide-key.ts";
import { isObject } from "../kit/is-object.ts";
import { shortenText } from "../kit/shorten-text.ts";

/** The line of a server that has started. */
export interface AuditStart {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly event: "start";
  readonly version: string;
}

/** The line of a call, the same for the writer and for `npm run audit`. */
export interface AuditEntry {
  /** The end of the call: ISO 8601, UTC. */
  readonly time: string;
  readonly event: "tool_call";
  readonly request_id: string;
  readonly trace_id?: string | undefined;
  readonly key_number: string;
  readonly key_hash: string;
  readonly client_name?: string | undefined;
  readonly client_version?: string | undefined;
  readonly surface: string;
  readonly tool: string;
  /** An earlier name of the tool, if the agent used it. */
  readonly called_as?: string | undefined;
  readonly function: string;
  readonly access: "read" | "write";
  readonly destructive: boolean;
  readonly idempotent: boolean;
  readonly money: string;
  readonly mail: string;
  /** As sent to the API, or as given if nothing was sent. Without secrets and personal data. */
  readonly arguments: unknown;
  /** `success`, `refused` or another kind of error. */
  readonly outcome: string;
  /** What became of the question before the call, if it asks first. */
  readonly confirmation?: string | undefined;
  /** A write was sent but not answered. */
  readonly may_have_happened?: true;
  readonly vendor_code?: number | undefined;
  readonly upstream_requests: number;
  readonly duration_ms: number;
}

/** Written once a server can be reached, so a start that fails leaves no line. */
export function auditStart(version: string): AuditStart {
  return { time: new Date().toISOString(), event: "start", version };
}

export const MAX_TEXT_CHARS = 300;
export const MAX_MEMBERS = 100;
export const MAX_DEPTH = 8;

export function toAuditEntry(call: ToolCall, outcome: CallOutcome, personalData: PersonalDataMask): AuditEntry {
  const { definition } = call.tool;
  const details = outcome.error instanceof CallError ? outcome.error.details : {};
  return {
    time: new Date().toISOString(),
    event: "tool_call",
    request_id: call.requestId,
    trace_id: call.traceParent?.traceId,
    key_number: call.key.number,
    key_hash: call.key.hash,
    client_name: call.client?.name,
    client_version: call.client?.version,
    surface: call.surfaceName,
    tool: definition.name,
    called_as: call.calledAs,
    function: definition.functionName,
    access: definition.access,
    destructive: definition.isDestructive,
    idempotent: definition.isIdempotent,
    money: definition.money,
    mail: definition.mail,
    arguments: maskArguments(outcome.sentArgs ?? call.args, call.apiKey, personalData),
    outcome: outcomeName(outcome),
    confirmation: outcome.confirmation,
    ...(outcome.mayHaveHappened && { may_have_happened: true }),
    vendor_code: details.vendorCode,
    upstream_requests: outcome.upstreamRequests,
    duration_ms: Math.round(outcome.durationMs),
  };
}

/** The outcome of a call in one word: `success`, `asked` or the kind of its error. */
export function outcomeName({ errorKind, result, confirmation }: CallOutcome): string {
  if (confirmation === "asked") {
    return confirmation;
  }
  return errorKind ?? ("isError" in result && result.isError ? "refused" : "success");
}

function maskArguments(args: unknown, apiKey: string, personalData: PersonalDataMask): unknown {
  const short = shorten(withoutConfirmation(args ?? {}), (text) => hideKeys(hideKey(text, apiKey)), 0);
  return personalData.mask(maskSecrets(short)) ?? null;
}

/** One that was refused could still be used. */
function withoutConfirmation(args: unknown): unknown {
  if (!isObject(args)) {
    return args;
  }
  const { [CONFIRMATION]: _, ...own } = args;
  return own;
}

/**
 * An agent may send a megabyte of anything, and the line keeps enough of it to recognise the call. Keys are hidden before a
 * text is cut, because a part of a key would not be recognised.
 */
function shorten(value: unknown, hide: (text: string) => string, depth: number): unknown {
  if (typeof value === "string") {
    return shortenText(hide(value), MAX_TEXT_CHARS, `… (${value.length} characters)`);
  }
  if (depth >= MAX_DEPTH && typeof value === "object" && value !== null) {
    return "…";
  }
  if (Array.isArray(value)) {
    return value.slice(0, MAX_MEMBERS).map((item) => shorten(item, hide, depth + 1));
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value).slice(0, MAX_MEMBERS);
  return Object.fromEntries(
    entries.map(([key, item]) => [shortenText(hide(key), MAX_TEXT_CHARS, ""), shorten(item, hide, depth + 1)]),
  );
}
