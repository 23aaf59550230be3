import type { FastifyRequest } from "fastify";
import { clientOfRequest } from "../call/client-info.ts";
import { readTraceParent } from "../call/trace-parent.ts";
import { limitsOf, type Reach } from "../contract/endpoint-paths.ts";
import { UnknownNameError } from "../contract/narrow-tools.ts";
import { type Narrowing, readNarrowing, refuseQuery, UnclearNarrowingError } from "../contract/narrowing.ts";
import type { Surface, Surfaces } from "../contract/surface.ts";
import { hideKey } from "../kit/hide-key.ts";
import type { RequestExtra } from "../mcp/request-extra.ts";
import type { Judge, Refusal } from "./refusal.ts";
import { refuseByChallenge } from "./refuse-key.ts";

/** The part of the surface that a person withheld from a program. A key alone withholds nothing. */
const WITHHELD = { read: "changes", change: "money", money: undefined } as const;

/** Stores the surface that path and headers ask for together with the key. Never falls back to a wider one. */
export function chooseSurface(surfaces: Surfaces, reach: Reach): Judge {
  return (request) => {
    const path = { ...(request.params as { toolsets?: string }), ...limitsOf(reach) };
    const apiKey = request.authInfo?.token;
    try {
      // The path is read first and on its own: a mistake in it is reported as 404, one in a header as 400.
      surfaces.narrow(readNarrowing(path, []), apiKey);
    } catch (error) {
      return refuseNames(request, 404, error);
    }
    try {
      refuseQuery(request.query as Record<string, unknown>);
      const asked = readNarrowing(path, request.raw.rawHeaders, apiKey);
      const allowed = surfaces.narrow(asked, apiKey);
      const limits = limitsOfToken(request);
      addExtra(request, limits ? surfaces.narrow({ ...asked, ...limits }, apiKey) : allowed);
      return refuseWithheld(request, surfaces, allowed);
    } catch (error) {
      return refuseNames(request, 400, error);
    }
  };
}

function limitsOfToken({ oauth }: FastifyRequest): Pick<Narrowing, "withheld" | "isByToken"> | undefined {
  if (oauth?.access === undefined) {
    return undefined;
  }
  const withheld = WITHHELD[oauth.access];
  return { isByToken: true, ...(withheld && { withheld }) };
}

/**
 * Calls of tools that only the withheld scope leaves out are refused before the message is served, with a challenge: the
 * program can ask the person for more.
 */
function refuseWithheld(request: FastifyRequest, surfaces: Surfaces, { tools }: Surface): Refusal | undefined {
  const { oauth, body } = request;
  if (oauth?.access !== "read" || !oauth.isAdvertised) {
    return undefined;
  }
  const changing = calledTools(body)
    .map((name) => surfaces.known(name)?.definition)
    .find((definition) => definition?.access === "write" && tools.has(definition.name));
  const message = `${changing?.name} changes the account, and the user connected this agent for reading only. Nothing was sent.`;
  return changing && refuseByChallenge(oauth.protection.refuseScope(oauth.resource, message), "token");
}

/** The names of the tools that a message, or a batch of them, calls. */
function calledTools(body: unknown): string[] {
  const messages = (Array.isArray(body) ? body : [body]) as { method?: unknown; params?: { name?: unknown } }[];
  return messages
    .filter((message) => message?.method === "tools/call")
    .map(({ params }) => params?.name)
    .filter((name) => typeof name === "string");
}

function addExtra(request: FastifyRequest, surface: Surface): void {
  const { id, headers, authInfo, keyIdentity, oauth } = request;
  if (authInfo && keyIdentity) {
    const extra: RequestExtra = {
      nextRequestId: () => id,
      key: keyIdentity,
      surface,
      isByToken: oauth?.access !== undefined,
      client: clientOfRequest(headers, authInfo.token),
      traceParent: readTraceParent(headers["traceparent"], authInfo.token),
    };
    authInfo.extra = { ...extra };
  }
}

function refuseNames(request: FastifyRequest, status: number, error: unknown): Refusal {
  if (!(error instanceof UnknownNameError || error instanceof UnclearNarrowingError)) {
    throw error;
  }
  return { status, code: -32600, message: hideKey(error.message, request.authInfo?.token ?? "") };
}
