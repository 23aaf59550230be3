import type { FastifyRequest } from "fastify";
import { clientOfRequest } from "../call/client-info.ts";
import { readTraceParent } from "../call/trace-parent.ts";
import { limitsOf, type Reach } from "../contract/endpoint-paths.ts";
import { UnknownNameError } from "../contract/narrow-tools.ts";
import { readNarrowing, refuseQuery, UnclearNarrowingError } from "../contract/narrowing.ts";
import type { Surface, Surfaces } from "../contract/surface.ts";
import { hideKey } from "../kit/hide-key.ts";
import type { RequestExtra } from "../mcp/request-extra.ts";
import type { Judge, Refusal } from "./refusal.ts";

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
      addExtra(request, surfaces.narrow(readNarrowing(path, request.raw.rawHeaders, apiKey), apiKey));
      return undefined;
    } catch (error) {
      return refuseNames(request, 400, error);
    }
  };
}

function addExtra(request: FastifyRequest, surface: Surface): void {
  const { id, headers, authInfo, keyIdentity } = request;
  if (authInfo && keyIdentity) {
    const extra: RequestExtra = {
      nextRequestId: () => id,
      key: keyIdentity,
      surface,
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
