import type { PreparedRequest } from "./requests.ts";

/** The instructions for the load generator. */
export interface LoadJob {
  readonly origin: string;
  /** Sent in turn. */
  readonly requests: readonly PreparedRequest[];
  readonly connections: number;
  /** API keys, or access tokens in place of them, used in turn. */
  readonly credentials: readonly string[];
  /** Other servers may want a session before they answer. One that opens sessions is called with the first credential alone. */
  readonly opensSession: boolean;
  readonly end: { readonly seconds: number } | { readonly calls: number };
}

export interface LoadOutcome {
  readonly calls: number;
  readonly callsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export type LoadReply = { readonly outcome: LoadOutcome } | { readonly failure: string };
