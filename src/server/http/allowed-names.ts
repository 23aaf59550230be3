import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from "@modelcontextprotocol/server";
import type { FastifyReply, onRequestHookHandler } from "fastify";
import { callerText } from "../kit/caller-text.ts";
import { sendRefusal } from "./refusal.ts";

const FORBIDDEN = 403;
const REFUSED = -32000;
const CHECKED = {
  Host: { variable: "ALLOWED_HOSTS", reason: "host" },
  Origin: { variable: "ALLOWED_ORIGINS", reason: "origin" },
} as const;

/** Protects against pages that rebind their own host name to this address: they would send that name as Host. */
export function refuseOtherHosts(names: readonly string[]): onRequestHookHandler {
  const allowed = withTrailingDots([...localhostAllowedHostnames(), ...names]);
  return (request, reply, done) => {
    const verdict = validateHostHeader(request.headers.host, allowed);
    if (verdict.ok) {
      done();
    } else {
      refuse(reply, "Host", verdict.hostname);
    }
  };
}

/** Protects against pages that call a guessed address. Only browsers send an Origin. */
export function refuseOtherOrigins(names: readonly string[]): onRequestHookHandler {
  const allowed = withTrailingDots([...localhostAllowedOrigins(), ...names]);
  return (request, reply, done) => {
    const verdict = validateOriginHeader(request.headers.origin, allowed);
    if (verdict.ok) {
      done();
    } else {
      refuse(reply, "Origin", verdict.hostname);
    }
  };
}

/** A name that is written as complete is the same name: `localhost.` */
function withTrailingDots(names: readonly string[]): string[] {
  return names.flatMap((name) => [name, `${name}.`]);
}

/** The request's key is not known yet, so anything that looks like a key is hidden. */
function refuse(reply: FastifyReply, header: keyof typeof CHECKED, name: string | undefined): void {
  const { variable, reason } = CHECKED[header];
  const seen = name ? `names ${JSON.stringify(callerText(name, ""))}` : "names no host";
  const message = `The ${header} header ${seen}, which this server does not serve. Its operator can add the host name to ${variable}, without scheme and port.`;
  sendRefusal(reply, { status: FORBIDDEN, code: REFUSED, message, reason });
}
