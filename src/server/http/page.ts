import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ENDPOINT_PATHS, type EndpointPath, limitsOf, partPath } from "../contract/endpoint-paths.ts";
import { UnknownNameError } from "../contract/narrow-tools.ts";
import { type Narrowing, readNarrowing } from "../contract/narrowing.ts";
import type { Surfaces } from "../contract/surface.ts";
import { chosenLanguage, readersLanguage } from "../kit/language.ts";
import { OAUTH_ENDPOINT } from "../oauth/resources.ts";
import type { OAuthSettings } from "../oauth/settings.ts";
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
const VARY = "Accept, Accept-Language, Origin";
const A_YEAR = "public, max-age=31536000, immutable";

interface PageOptions {
  readonly surfaces: Surfaces;
  /** How web agents sign in, if the operator has switched that on. */
  readonly oauth?: OAuthSettings | undefined;
  /** Answers a GET that does not come from a browser. */
  readonly refuse: (reply: FastifyReply) => FastifyReply;
}

/** The page for people, at every address of the endpoint. Its modules are loaded on the first visit. */
export function pageRoutes(scope: FastifyInstance, { surfaces, oauth, refuse }: PageOptions): void {
  for (const path of ENDPOINT_PATHS) {
    scope.get(path.url, async (request, reply) => {
      reply.header("vary", VARY);
      return wantsPage(request)
        ? sendPage(reply, await preparePage(request, { surfaces, oauth, path }))
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
export function wantsPage({ headers }: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(headers.accept ?? "");
}

interface PageRequest {
  readonly surfaces: Surfaces;
  readonly oauth?: OAuthSettings | undefined;
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
  const { renderPage } = await import("../page/render-page.ts");
  const { renderProblem, renderUnknownToolsets } = await import("../page/render-problem.ts");
  const language = readersLanguage(request);
  const chosen = chosenLanguage(request.query);
  const at = readPublicOrigin(request);
  if (at === undefined) {
    return { status: 400, html: renderProblem({ language, chosen, prefix: "" }, "noHost") };
  }
  const narrowing = readNarrowing({ ...toolsetsOf(request), ...limitsOf(page.path.reach) }, []);
  try {
    return {
      status: page.status ?? 200,
      html: renderPage({ language, chosen, ...readView(request, at, page, narrowing) }),
    };
  } catch (error) {
    if (error instanceof UnknownNameError) {
      const named = narrowing.toolsets.flat();
      return {
        status: 404,
        html: renderUnknownToolsets({ language, chosen, prefix: at.prefix }, named, page.surfaces.whole),
      };
    }
    throw error;
  }
}

/** The page at an address that is not one of the endpoint's. */
export async function prepareProblem(
  request: FastifyRequest,
  problem: "nothingHere" | "unreadable",
  status: number,
): Promise<PreparedPage> {
  const { renderProblem } = await import("../page/render-problem.ts");
  const prefix = readPublicOrigin(request)?.prefix ?? "";
  const place = { language: readersLanguage(request), chosen: chosenLanguage(request.query), prefix };
  return { status, html: renderProblem(place, problem) };
}

export function sendPage(reply: FastifyReply, { status, html }: PreparedPage): FastifyReply {
  return reply
    .code(status)
    .headers(PAGE_HEADERS)
    .headers({ "cache-control": "no-store", vary: VARY })
    .type("text/html; charset=utf-8")
    .send(html);
}

function toolsetsOf({ params }: FastifyRequest): { readonly toolsets?: string } {
  return params as { toolsets?: string };
}

function readView(
  request: FastifyRequest,
  at: PublicOrigin,
  { surfaces, oauth, path, verdict }: PageRequest,
  narrowing: Narrowing,
): Omit<PageView, "language" | "chosen"> {
  const { endpoint, reach } = path;
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
    webUrl: oauth && `${oauth.publicUrl}${partPath(OAUTH_ENDPOINT, toolsets, reach)}`,
    handsOver: oauth?.developerKey !== undefined,
  };
}
