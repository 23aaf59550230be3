import type { Refusal } from "./refusal.ts";

const UNAUTHORIZED = 401;
export const WITHOUT_KEY = -32001;

/** The challenge names no resource metadata, because clients would look for an OAuth server that does not exist. */
export function refuseKey(message: string): Refusal {
  return { status: UNAUTHORIZED, code: WITHOUT_KEY, message, headers: { "www-authenticate": "Bearer" } };
}
