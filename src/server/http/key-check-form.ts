import formbody from "@fastify/formbody";
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import { ENDPOINT_PATHS, joinPath, partPath } from "../contract/endpoint-paths.ts";
import type { Surfaces } from "../contract/surface.ts";
import type { IdentifyKey } from "../key/key-identity.ts";
import { readPastedKey } from "../key/pasted-key.ts";
import { chosenLanguage, readersLanguage } from "../kit/language.ts";
import { parseAddress } from "../kit/parse-address.ts";
import type { OAuthSettings } from "../oauth/settings.ts";
import { checkKey, emptyField, notAKey, sentFromElsewhere, tooManyKeys } from "../page/check-key.ts";
import { KEY_CHECK_SUFFIX, KEY_FIELD } from "../page/key-section.ts";
import { withLanguage } from "../page/languages.ts";
import type { Verdict } from "../page/page-view.ts";
import { readPublicOrigin } from "../page/public-origin.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import type { Limits } from "./limits.ts";
import { preparePage, sendPage } from "./page.ts";

const MAX_BODY_BYTES = 4096;
const SERVER_ERROR = 500;

interface KeyCheckFormOptions {
  readonly surfaces: Surfaces;
  /** How web agents sign in, if the operator has switched that on. */
  readonly oauth?: OAuthSettings | undefined;
  readonly client: Digistore24Client;
  readonly identifyKey: IdentifyKey;
  readonly limits: Limits;
}

/** Receives the page's form with a key. The key is sent to the API and nowhere else. */
export async function keyCheckForm(scope: FastifyInstance, options: KeyCheckFormOptions): Promise<void> {
  const { surfaces, oauth } = options;
  scope.removeAllContentTypeParsers();
  await scope.register(formbody, { bodyLimit: MAX_BODY_BYTES });
  for (const path of ENDPOINT_PATHS) {
    const url = joinPath(path.url, KEY_CHECK_SUFFIX);
    scope.post(
      url,
      {
        // A body that cannot be read does not contain a key either.
        errorHandler: async (error: FastifyError, request, reply) => {
          if ((error.statusCode ?? SERVER_ERROR) >= SERVER_ERROR) {
            throw error;
          }
          const status = error.statusCode ?? 400;
          const verdict = notAKey(readersLanguage(request), {});
          return sendPage(reply, await preparePage(request, { surfaces, oauth, path, verdict, status }));
        },
      },
      async (request, reply) => {
        const { status, verdict, retryAfterSeconds } = await judge(request, options);
        if (verdict.tone === "bad" && status === 200) {
          reply.refusedFor = "wrong_key";
        }
        if (retryAfterSeconds !== undefined) {
          reply.header("retry-after", retryAfterSeconds);
        }
        return sendPage(reply, await preparePage(request, { surfaces, oauth, path, verdict, status }));
      },
    );
    // Reloading or sharing the address of an answer leads here.
    scope.get(url, (request, reply) => {
      const { toolsets = "" } = request.params as { toolsets?: string };
      const prefix = readPublicOrigin(request)?.prefix ?? "";
      const page = `${prefix}${partPath(path.endpoint, encodeURIComponent(toolsets), path.reach)}`;
      return reply.redirect(`${withLanguage(page, chosenLanguage(request.query))}#key`, 303);
    });
  }
}

interface Judgement {
  readonly status: number;
  readonly verdict: Verdict;
  readonly retryAfterSeconds?: number;
}

async function judge(
  request: FastifyRequest,
  { client, identifyKey, limits }: KeyCheckFormOptions,
): Promise<Judgement> {
  const language = readersLanguage(request);
  if (!isFromThisPage(request)) {
    return { status: 403, verdict: sentFromElsewhere(language) };
  }
  const entered = (request.body as Record<string, unknown> | undefined)?.[KEY_FIELD];
  if (typeof entered === "string" && entered.trim() === "") {
    return { status: 400, verdict: emptyField(language) };
  }
  const read = readPastedKey(entered);
  if (read.key === undefined) {
    return { status: 400, verdict: notAKey(language, read) };
  }
  const reached = await limits.countRefusal(request);
  if (reached) {
    const { retryAfterSeconds } = reached;
    return { status: 429, verdict: tooManyKeys(language, reached), retryAfterSeconds };
  }
  const verdict = await checkKey(client, read.key, language);
  const { number, hash } = identifyKey(read.key);
  request.log.info({ key: `${number}#${hash}`, verdict: verdict.tone }, "key checked on the page");
  return { status: 200, verdict };
}

/** A browser states the origin of a form. Other programs do not, but they can use `doctor`. */
function isFromThisPage({ headers, host }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) {
    return site === "same-origin";
  }
  const { origin = "" } = headers;
  return parseAddress(origin)?.host === host.toLowerCase();
}
