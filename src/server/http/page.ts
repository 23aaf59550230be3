import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ENDPOINT_PATHS, type EndpointPath, limitsOf, partPath } from "../contract/endpoint-paths.ts";
import { UnknownNameError } from "../contract/narrow-tools.ts";
import { readNarrowing } from "../contract/narrowing.ts";
import type { Surfaces } from "../contract/surface.ts";
import { OAUTH_ENDPOINT } from "../oauth/resources.ts";
import { ASSETS } from "../page/page-assets.ts";
import type { PageView, Verdict } from "../page/page-view.ts";
import { type PublicOrigin, readPublicOrigin } from "../page/public-origin.ts";
import { NO_FILTER, readFilter } from "../page/tool-filter.ts";

/** Allows only content from this server, no frames, and does not reveal the page's address. */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  // Other sites get no referrer. The form that checks a key needs its Origin header, which `no-referrer` would remove.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
const A_YEAR = "public, max-age=31536000, immutable";

interface PageOptions {
  readonly surfaces: Surfaces;
  /** The origin at which web agents sign in, if the operator has switched that on. */
  readonly publicUrl?: string | undefined;
  /** Answers a GET that does not come from a browser. */
  readonly refuse: (reply: FastifyReply) => FastifyReply;
}

/** The page for people, at every address of the endpoint. Its modules are loaded on the first visit. */
export function pageRoutes(scope: FastifyInstance, { surfaces, publicUrl, refuse }: PageOptions): void {
  for (const path of ENDPOINT_PATHS) {
    scope.get(path.url, async (request, reply) => {
      reply.header("vary", "Accept, Origin");
      return wantsPage(request)
        ? sendPage(reply, await preparePage(request, { surfaces, publicUrl, path }))
        : refuse(reply);
    });
  }
}

/** The files of every page. No origin is refused: browsers send the page's own with its script, and it may be any host. */
export function assetRoutes(scope: FastifyInstance): void {
  for (const [name, { type, content }] of Object.entries(ASSETS)) {
    scope.get(`/${name}`, (_, reply) => {
      return reply.headers(PAGE_HEADERS).header("cache-control", A_YEAR).type(type).send(content);
    });
  }
}

/** Browsers name HTML in Accept. Agents and clients that accept anything do not. */
function wantsPage({ headers }: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(headers.accept ?? "");
}

interface PageRequest {
  readonly surfaces: Surfaces;
  readonly publicUrl?: string | undefined;
  readonly path: EndpointPath;
  readonly verdict?: Verdict;
  /** Default: 200. */
  readonly status?: number;
}

/** A page that is ready to be sent. */
interface PreparedPage {
  readonly status: number;
  readonly html: string;
}

/** The page of an address, with the verdict on a key if one was checked. */
export async function preparePage(request: FastifyRequest, page: PageRequest): Promise<PreparedPage> {
  const { renderPage, renderProblem } = await import("../page/render-page.ts");
  const at = readPublicOrigin(request);
  if (at === undefined) {
    return { status: 400, html: renderProblem("The Host header of this request names no host.", "") };
  }
  try {
    return { status: page.status ?? 200, html: renderPage(readView(request, at, page)) };
  } catch (error) {
    if (error instanceof UnknownNameError) {
      return { status: 404, html: renderProblem(error.message, at.prefix) };
    }
    throw error;
  }
}

export function sendPage(reply: FastifyReply, { status, html }: PreparedPage): FastifyReply {
  return reply
    .code(status)
    .headers(PAGE_HEADERS)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(html);
}

function readView(request: FastifyRequest, at: PublicOrigin, page: PageRequest): PageView {
  const { surfaces, publicUrl, path, verdict } = page;
  const { endpoint, reach } = path;
  const narrowing = readNarrowing({ ...(request.params as { toolsets?: string }), ...limitsOf(reach) }, []);
  const toolsets = narrowing.toolsets.flat().join(",");
  return {
    at,
    endpoint: at.prefix + endpoint,
    toolsets,
    reach,
    surface: surfaces.narrow(narrowing),
    whole: surfaces.whole,
    filter: verdict ? NO_FILTER : readFilter(request.query, reach),
    verdict,
    webUrl: publicUrl && `${publicUrl}${partPath(OAUTH_ENDPOINT, toolsets, reach)}`,
  };
}
