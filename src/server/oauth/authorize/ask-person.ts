import type { FastifyReply, FastifyRequest } from "fastify";
import { chosenLanguage, type Language, readersLanguage } from "../../kit/language.ts";
import { withLanguage } from "../../page/languages.ts";
import { ClientDocumentError } from "../clients/client-document-error.ts";
import { isOnPersonsComputer, placeOf } from "../clients/redirects.ts";
import type { RegisteredClient } from "../clients/registered-client.ts";
import { renderConsent } from "../consent/render-consent.ts";
import { returnPlace } from "../consent/return-place.ts";
import { describeOffer } from "../offered.ts";
import type { Access } from "../scopes.ts";
import {
  type AuthorizationRequest,
  findRedirectProblem,
  type Parameters,
  REQUEST_PARAMETERS,
  readAuthorizationRequest,
} from "./authorization-request.ts";
import type { AuthorizeOptions } from "./authorize-options.ts";
import { ensureBrowser } from "./browser-cookie.ts";
import { type ConsentForm, closeForm } from "./consent-form.ts";
import { AuthorizeProblemError, type PageAnswer } from "./pages.ts";

const DEFAULT_PATH = "/mcp";

/** Shows the consent page. Throws a RedirectedRefusal, or an AuthorizeProblemError if nobody may be sent back. */
export async function askPerson(
  options: AuthorizeOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PageAnswer> {
  const given = request.query as Parameters;
  await options.limits.countVisit(request.ip);
  const client = await findClient(options, request, given["client_id"]);
  const redirectUri = checkRedirect(options, given["redirect_uri"], client);
  const asked = readAuthorizationRequest(given, {
    client,
    redirectUri,
    isResource: (resource) => options.offered(resource) !== undefined,
    defaultResource: options.publicUrl + DEFAULT_PATH,
  });
  const form: ConsentForm = {
    request: asked,
    browser: ensureBrowser(request, reply),
    vouchedBy: client.host,
  };
  return showConsent(options, request, { form });
}

interface Shown {
  readonly form: ConsentForm;
  /** After an attempt that failed. */
  readonly chosen?: Access;
  readonly problem?: string;
}

export async function showConsent(
  options: AuthorizeOptions,
  request: FastifyRequest,
  { form, chosen, problem }: Shown,
): Promise<PageAnswer> {
  const asked: AuthorizationRequest = form.request;
  const surface = options.offered(asked.resource);
  if (surface === undefined) {
    throw new AuthorizeProblemError("form-expired", 400);
  }
  const language = readersLanguage(request);
  const html = renderConsent({
    language,
    program: { name: asked.program, vouchedBy: form.vouchedBy },
    returnsTo: returnPlace(asked.redirectUri, language),
    isLoopbackOnly: isOnPersonsComputer(asked.redirectUri),
    asksOnlyRead: asked.asksOnlyRead,
    ...describeOffer(surface, language),
    confirms: options.confirms,
    handsOver: options.developerKey !== undefined,
    sealedRequest: await closeForm(options.seal, form),
    action: withLanguage("/authorize", chosenLanguage(request.query)),
    linkTo: request.method === "GET" ? (other) => sameRequest(request, other) : undefined,
    chosen,
    problem,
  });
  return { status: problem === undefined ? 200 : 422, html };
}

/**
 * A program's request in another language. The answer to a form has no address that repeats the request. Other parameters
 * are left out, because they may hold anything, such as a key.
 */
function sameRequest({ query }: FastifyRequest, language: Language): string {
  const asked = query as Readonly<Record<string, unknown>>;
  const address = new URLSearchParams();
  for (const name of REQUEST_PARAMETERS) {
    const value = asked[name];
    if (typeof value === "string") {
      address.set(name, value);
    }
  }
  address.set("lang", language);
  return `?${address}`;
}

async function findClient(
  { findClient: find }: AuthorizeOptions,
  request: FastifyRequest,
  id: unknown,
): Promise<RegisteredClient> {
  if (typeof id !== "string" || id === "") {
    throw new AuthorizeProblemError("invalid-request", 400, "client_id");
  }
  const client = await find(id).catch((error: unknown) => {
    throw error instanceof ClientDocumentError ? toProblem(request, error) : error;
  });
  if (client === undefined) {
    throw new AuthorizeProblemError("unknown-program", 400);
  }
  return client;
}

/** Why a connection failed is for the log: on the page it would tell everybody which ports of a host are open. */
function toProblem(request: FastifyRequest, { kind, message }: ClientDocumentError): AuthorizeProblemError {
  request.log.warn({ reason: message }, "a program's document cannot be used");
  return new AuthorizeProblemError("program-unreachable", 400, kind === "unreachable" ? undefined : message);
}

/** Nobody is sent to an address before it is known to belong to the program and to be trusted. */
function checkRedirect({ isTrusted }: AuthorizeOptions, uri: unknown, client: RegisteredClient): string {
  const problem = findRedirectProblem(uri, client, isTrusted);
  if (problem !== undefined) {
    const seen = problem === "untrusted" ? placeOf(String(uri)) : undefined;
    throw new AuthorizeProblemError(
      problem === "untrusted" ? "redirect-not-trusted" : "redirect-not-registered",
      400,
      seen,
    );
  }
  return String(uri);
}
