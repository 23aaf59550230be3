import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import type { KeyIdentity } from "../key/key-identity.ts";
import type { ErrorKind } from "../kit/errors.ts";
import type { ClientInfo } from "./client-info.ts";
import type { TraceParent } from "./trace-parent.ts";

export interface ToolCall {
  readonly tool: RegisteredTool;
  /** The earlier name of the tool, if the caller used it. */
  readonly calledAs?: string;
  readonly args: unknown;
  readonly apiKey: string;
  readonly key: KeyIdentity;
  readonly requestId: string;
  /** The surface through which the call came in. */
  readonly surfaceName: string;
  readonly client?: ClientInfo | undefined;
  readonly traceParent?: TraceParent | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CallOutcome {
  readonly result: CallToolResult;
  readonly errorKind?: ErrorKind | "internal" | "not_served";
  readonly error?: unknown;
  /** As sent, without the server's additions. Undefined if nothing was sent. */
  readonly sentArgs?: JsonObject | undefined;
  /** Whether a write was sent but not answered. */
  readonly mayHaveHappened?: boolean;
  readonly upstreamRequests: number;
  readonly durationMs: number;
}
