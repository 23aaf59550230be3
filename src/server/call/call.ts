import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import type { KeyIdentity } from "../key/key-identity.ts";
import type { ErrorKind } from "../kit/errors.ts";
import type { ClientInfo } from "./client-info.ts";
import type { TraceParent } from "./trace-parent.ts";

export interface ToolCall {
  readonly tool: RegisteredTool;
  /** The earlier name of the tool, where the caller used that. */
  readonly calledAs?: string;
  readonly args: unknown;
  readonly apiKey: string;
  readonly key: KeyIdentity;
  readonly requestId: string;
  /** Of the surface it came in on. */
  readonly surfaceName: string;
  readonly client?: ClientInfo | undefined;
  readonly traceParent?: TraceParent | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What became of a call. */
export interface CallOutcome {
  readonly result: CallToolResult;
  readonly errorKind?: ErrorKind | "internal" | "not_served";
  readonly error?: unknown;
  /** As they were sent, without what the server added; absent where nothing was. */
  readonly sentArgs?: JsonObject | undefined;
  /** A write was sent and not answered. */
  readonly mayHaveHappened?: boolean;
  readonly upstreamRequests: number;
  readonly durationMs: number;
}
