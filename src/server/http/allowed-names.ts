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

/** Against pages that rebind their name to this address: they would send their own Host. */
export function refuseOtherHosts(names: readonly string[]): onRequestHookHandler {
  const allowed = [...localhostAllowedHostnames(), ...names];
  return (request, reply, done) => {
    const verdict = validateHostHeader(request.headers.host, allowed);
    if (verdict.ok) {
      done();
    } else {
      refuse(reply, "Host", verdict.hostname, "ALLOWED_HOSTS");
    }
  };
}

/** Against pages that call an address they have guessed. Programs other than browsers send no Origin. */
export function refuseOtherOrigins(names: readonly string[]): onRequestHookHandler {
  const allowed = [...localhostAllowedOrigins(), ...names];
  return (request, reply, done) => {
    const verdict = validateOriginHeader(request.headers.origin, allowed);
    if (verdict.ok) {
      done();
    } else {
      refuse(reply, "Origin", verdict.hostname, "ALLOWED_ORIGINS");
    }
  };
}

/** The key of the request is not known yet, so that a name is shown without anything that looks like one. */
function refuse(reply: FastifyReply, header: string, name: string | undefined, variable: string): void {
  const seen = name ? `names ${JSON.stringify(callerText(name, ""))}` : "names no host";
  const message = `The ${header} header ${seen}, which this server does not serve. Its operator can add the host name to ${variable}, without scheme and port.`;
  sendRefusal(reply, { status: FORBIDDEN, code: REFUSED, message });
}
