import type { FastifyReply, FastifyRequest } from "fastify";
import { randomId } from "../ids.ts";

/** `__Host-` cookies come from this host only, and only encrypted or from this machine. */
const NAME = "__Host-digistore24-mcp";
const HANDOVER_PREFIX = `${NAME}-handover-`;
/** In place of a hand-over that the browser has come back from. */
export const USED = "used";
const ID = /^[\w-]{22}$/;
/** `lax`: Digistore24's page leads back here, and that is another site. */
const OPTIONS = { path: "/", secure: true, httpOnly: true, sameSite: "lax" } as const;

/** Enough time for a person to sign in at Digistore24 and to decide. */
export const CONSENT_SECONDS = 15 * 60;

/** The id of the browser that sees the consent page, which gets one with its first visit. */
export function ensureBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const browser = browserOf(request) ?? randomId();
  reply.setCookie(NAME, browser, { ...OPTIONS, maxAge: CONSENT_SECONDS });
  return browser;
}

export function browserOf({ cookies }: FastifyRequest): string | undefined {
  const id = cookies[NAME];
  return id !== undefined && ID.test(id) ? id : undefined;
}

/** Keeps a sealed hand-over in the browser that started it. */
export function keepHandover(reply: FastifyReply, id: string, sealed: string): void {
  reply.setCookie(HANDOVER_PREFIX + id, sealed, { ...OPTIONS, maxAge: CONSENT_SECONDS });
}

/** The sealed hand-over of an id, if this browser has it. It serves once: from then on it is `USED`. */
export function takeHandover({ cookies }: FastifyRequest, reply: FastifyReply, id: string): string | undefined {
  const kept = cookies[HANDOVER_PREFIX + id];
  if (kept !== undefined) {
    keepHandover(reply, id, USED);
  }
  return kept;
}
