import type { CallError } from "../kit/errors.ts";

const BASE_DELAY_MS = 250;
const RETRIED_STATUSES = new Set([502, 503, 504]);

/** Whether the same read is likely to succeed soon. Not after a time-out: the caller has waited long enough. */
export function isRetriable({ kind, details }: CallError): boolean {
  const { status, isLasting } = details;
  if (isLasting) {
    return false;
  }
  return (
    kind === "rate_limited" || (kind === "upstream_down" && (status === undefined || RETRIED_STATUSES.has(status)))
  );
}

/** Full jitter over a doubling delay, to spread out callers that failed at the same time. Never before Retry-After. */
export function retryDelayMs(attempt: number, { details }: CallError): number {
  const jitter = Math.random() * BASE_DELAY_MS * 2 ** attempt;
  return (details.retryAfterSeconds ?? 0) * 1000 + jitter;
}

/** Seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function readRetryAfter(header: string | null): number | undefined {
  if (header === null) {
    return undefined;
  }
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
