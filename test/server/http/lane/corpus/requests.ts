import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { modernMessage, modernRequest } from "../../../../support/test-app.ts";
import type { Sent } from "../twins.ts";

/** Undefined for a client of 2025 that does not name its revision. */
export type Revision = string | undefined;

export const STATELESS = "2026-07-28";
export const REVISIONS: readonly Revision[] = [undefined, ...SUPPORTED_PROTOCOL_VERSIONS, STATELESS];

/** A request as a correct client of the revision sends it. */
export function requestOf(revision: Revision, method: string, params?: unknown): Sent {
  const name = `${revision ?? "no revision"} ${method} ${shown(params)}`;
  return revision === STATELESS
    ? { name, ...modernRequest(method, params as object) }
    : { name, ...withBody(params === undefined ? { method } : { method, params }, revision) };
}

/** A message of a 2025 client with any members. Members set to undefined are left out. */
export function withBody(members: object, revision: Revision = "2025-11-25"): Pick<Sent, "body" | "headers"> {
  return {
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...members }),
    headers: { "mcp-protocol-version": revision },
  };
}

/** A request of 2026-07-28, changed before it is sent. */
export function changedModern(
  method: string,
  params: object,
  change: (message: ModernMessage) => object,
): Pick<Sent, "body" | "headers"> {
  const { headers } = modernRequest(method, params);
  return { body: JSON.stringify(change(modernMessage(method, params) as ModernMessage)), headers };
}

export interface ModernMessage {
  readonly id: unknown;
  readonly params: { readonly _meta: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;
}

const MAX_SHOWN = 60;

export function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "").slice(0, MAX_SHOWN);
}
