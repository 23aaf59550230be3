import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import type { ConfirmLevel } from "../contract/confirm-level.ts";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import type { KeyIdentity } from "../key/key-identity.ts";
import type { ErrorKind } from "../kit/errors.ts";
import type { UpstreamCall } from "../upstream/upstream-call.ts";
import type { ClientInfo } from "./client-info.ts";
import type { TraceParent } from "./trace-parent.ts";

export interface ToolCall {
  readonly tool: RegisteredTool;
  /** The earlier name of the tool, if the caller used it. */
  readonly calledAs?: string;
  readonly args: unknown;
  readonly apiKey: string;
  /** Whether the key came in an access token, so that no client's configuration holds it. */
  readonly isByToken?: boolean;
  readonly key: KeyIdentity;
  readonly requestId: string;
  /** The surface through which the call came in. */
  readonly surfaceName: string;
  readonly client?: ClientInfo | undefined;
  readonly traceParent?: TraceParent | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The questions that the request asks for, if they are more than the operator's. */
  readonly confirm?: ConfirmLevel | undefined;
  readonly dialogue?: Dialogue | undefined;
  /** Tells a client that asked for it how far a long call has come. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How much of a long call is done. */
export interface Progress {
  /** Grows with every report. */
  readonly done: number;
  /** Absent as long as it is unknown. */
  readonly total?: number | undefined;
  readonly message: string;
}

/** What a client says about questions to the person who uses it. */
export interface Dialogue {
  /** Whether it can show a form. */
  readonly canAsk: boolean;
  /** What an earlier result gave it to send back. */
  readonly state?: string | undefined;
  /** What the person did with the form. */
  readonly answer?: { readonly action: "accept" | "decline" | "cancel"; readonly content?: JsonObject } | undefined;
}

/** What became of the question before a call. */
export const CONFIRMATION_STEPS = [
  "asked",
  "confirmed",
  "declined",
  "cancelled",
  "lapsed",
  "changed",
  "replayed",
  "over_limit",
  "refused",
] as const;
export type ConfirmationStep = (typeof CONFIRMATION_STEPS)[number];

export interface CallOutcome {
  readonly result: CallToolResult | InputRequiredResult;
  readonly errorKind?: ErrorKind | "internal" | "not_served";
  readonly error?: unknown;
  /** As sent, without the server's additions. Undefined if nothing was sent. */
  readonly sentArgs?: JsonObject | undefined;
  /** Whether a write was sent but not answered. */
  readonly mayHaveHappened?: boolean;
  /** Whether a call that failed did not get as far as the API. */
  readonly isUnsent?: boolean;
  readonly confirmation?: ConfirmationStep | undefined;
  /** Whether the client sent back a state that it did not get for this call. */
  readonly hasWrongState?: boolean;
  readonly upstreamRequests: number;
  readonly durationMs: number;
}

/** The end of a call, before it is recorded. */
export type CallEnd = Omit<CallOutcome, "sentArgs" | "upstreamRequests" | "durationMs">;

/** A call whose arguments are known and checked. */
export interface CheckedCall {
  readonly call: ToolCall;
  /** Without the server's own arguments. */
  readonly args: JsonObject;
  /** What an earlier preview gave the agent to send back. */
  readonly confirmation: string | undefined;
  /** Sends the call. Never throws. */
  readonly carryOut: () => Promise<CallEnd>;
  /** Reports the requests of a read that prepares the call. */
  readonly onRead: (functionName: string) => NonNullable<UpstreamCall["onRequest"]>;
  /** The end of a call that failed before it was sent. */
  readonly fail: (error: unknown) => CallEnd;
}

/** Decides whether and when a call is carried out. */
export interface Hold {
  readonly hold: (checked: CheckedCall) => Promise<CallEnd>;
  /** The end of a call whose arguments were refused, so that it was never held. */
  readonly refuse: (refused: Pick<CheckedCall, "call" | "fail">, error: unknown) => CallEnd;
}
