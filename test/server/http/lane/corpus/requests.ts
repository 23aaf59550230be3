import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { modernMessage, modernRequest } from "../../../../support/test-app.ts";
import type { Sent } from "../twins.ts";

/** Undefined for a client of 2025 that does not name its revision. */
export type Revision = string | undefined;

export const STATELESS = "2026-07-28";
export const REVISIONS: readonly Revision[] = [undefined, ...SUPPORTED_PROTOCOL_VERSIONS, STATELESS];

/** The same code makes all lists, so most requests ask for short ones. */
export const SHORT_LISTS = "/x/vouchers";

type Unnamed = Omit<Sent, "name">;

/** A request as a correct client of the revision sends it. */
export function requestOf(revision: Revision, method: string, params?: unknown): Sent {
  const name = `${revision ?? "no revision"} ${method} ${shown(params)}`;
  return revision === STATELESS
    ? { name, url: SHORT_LISTS, ...modernRequest(method, params as object) }
    : { name, ...withBody({ method, params }, revision) };
}

/** A message of a 2025 client with any members. Members set to undefined are left out. */
export function withBody(members: object, revision: Revision = "2025-11-25"): Unnamed {
  return {
    url: SHORT_LISTS,
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...members }),
    headers: { "mcp-protocol-version": revision },
  };
}

/** A request of 2026-07-28, changed before it is sent. */
export function changedModern(method: string, params: object, change: (message: ModernMessage) => object): Unnamed {
  const { headers } = modernRequest(method, params);
  return { url: SHORT_LISTS, body: JSON.stringify(change(modernMessage(method, params) as ModernMessage)), headers };
}

export interface ModernMessage {
  readonly id: unknown;
  readonly params: { readonly _meta: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;
}

const MAX_SHOWN = 60;

export function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "left out").slice(0, MAX_SHOWN);
}
