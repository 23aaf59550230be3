import { hideKey } from "../kit/hide-key.ts";

/** The caller's place in a distributed trace: W3C Trace Context, section 3.2. */
export interface TraceParent {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  readonly traceFlags: number;
}

const TRACE_PARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/**
 * Reads a `traceparent`. A malformed one is ignored, as the standard requires, and so is one that contains the caller's
 * key: a key can have the form of a trace id, which is logged.
 */
export function readTraceParent(value: unknown, apiKey: string): TraceParent | undefined {
  const text = typeof value === "string" ? hideKey(value, apiKey) : "";
  const [, traceId, spanId, flags] = TRACE_PARENT.exec(text) ?? [];
  return traceId && spanId && flags ? { traceId, spanId, traceFlags: Number.parseInt(flags, 16) } : undefined;
}
