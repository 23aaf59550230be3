import type { FastifyReply, FastifyRequest } from "fastify";
import { digest, randomId } from "../ids.ts";

/** `__Host-` cookies come from this host only, and only encrypted or from this machine. */
const NAME = "__Host-digistore24-mcp";
const HANDOVER_PREFIX = `${NAME}-handover-`;
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

/** Keeps a sealed hand-over in the browser that started it. The cookie's name does not reveal the proof. */
export function keepHandover(reply: FastifyReply, proof: string, sealed: string): void {
  reply.setCookie(handoverName(proof), sealed, { ...OPTIONS, maxAge: CONSENT_SECONDS });
}

/** The sealed hand-over of a proof, if this browser has it. It is removed, because it serves once. */
export function takeHandover({ cookies }: FastifyRequest, reply: FastifyReply, proof: string): string | undefined {
  const name = handoverName(proof);
  reply.clearCookie(name, OPTIONS);
  return cookies[name];
}

function handoverName(proof: string): string {
  return HANDOVER_PREFIX + digest(proof);
}
