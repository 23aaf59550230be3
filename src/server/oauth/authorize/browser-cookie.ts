import type { FastifyReply, FastifyRequest } from "fastify";
import { digest, randomId } from "../ids.ts";

/** `__Host-` cookies come from this host only, and only encrypted or from this machine. */
const NAME = "__Host-digistore24-mcp";
const BROWSER_PREFIX = `${NAME}-browser-`;
const HANDOVER_PREFIX = `${NAME}-handover-`;
/** A browser sends all of them with each request, whose headers may not be longer than 16 kB. */
const MAX_HANDOVERS = 4;
/** In place of a hand-over that the browser has come back from. */
export const USED = "used";
/** `lax`: Digistore24's page leads back here, and that is another site. */
const OPTIONS = { path: "/", secure: true, httpOnly: true, sameSite: "lax" } as const;

/** Enough time for a person to sign in at Digistore24 and to decide. */
export const CONSENT_SECONDS = 15 * 60;

/**
 * The mark of the browser that sees the consent page, which gets one with its first visit: a hash of an id that only the
 * browser has. The cookie's name contains it, so that first pages opened at once do not overwrite each other's cookie.
 */
export function ensureBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const known = cookiesAfter(BROWSER_PREFIX, request).find((mark) => isBrowser(request, mark));
  if (known !== undefined) {
    keepBrowser(request, reply, known);
    return known;
  }
  const id = randomId();
  keep(reply, BROWSER_PREFIX + digest(id), id);
  return digest(id);
}

/** Keeps the mark of a browser for as long as that of a new one. */
export function keepBrowser({ cookies }: FastifyRequest, reply: FastifyReply, mark: string): void {
  keep(reply, BROWSER_PREFIX + mark, cookies[BROWSER_PREFIX + mark] ?? "");
}

/** Whether the browser with this mark has sent the request. */
export function isBrowser({ cookies }: FastifyRequest, mark: string): boolean {
  const id = cookies[BROWSER_PREFIX + mark];
  return id !== undefined && digest(id) === mark;
}

/** Keeps a sealed hand-over in the browser that started it, and no more than the latest others. */
export function keepHandover(request: FastifyRequest, reply: FastifyReply, id: string, sealed: string): void {
  for (const old of cookiesAfter(HANDOVER_PREFIX, request).slice(0, 1 - MAX_HANDOVERS)) {
    reply.clearCookie(HANDOVER_PREFIX + old, OPTIONS);
  }
  keep(reply, HANDOVER_PREFIX + id, sealed);
}

/** The sealed hand-over of an id, if this browser has it. It serves once: from then on it is `USED`. */
export function takeHandover({ cookies }: FastifyRequest, reply: FastifyReply, id: string): string | undefined {
  const kept = cookies[HANDOVER_PREFIX + id];
  if (kept !== undefined) {
    keep(reply, HANDOVER_PREFIX + id, USED);
  }
  return kept;
}

function keep(reply: FastifyReply, name: string, value: string): void {
  reply.setCookie(name, value, { ...OPTIONS, maxAge: CONSENT_SECONDS });
}

/** What follows a prefix in the names of cookies. Browsers send the oldest first. */
function cookiesAfter(prefix: string, { cookies }: FastifyRequest): string[] {
  const names = Object.keys(cookies).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length));
}
