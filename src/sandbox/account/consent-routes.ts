import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyReply } from "fastify";
import { languageOf } from "../../server/kit/language.ts";
import { PAGE_HEADERS } from "../kit/document.ts";
import type { Store } from "../kit/store.ts";
import { type Form, textOf } from "../wire/arguments.ts";
import type { Language } from "../wire/refusal.ts";
import { askingPage, decidedPage, unknownPage } from "./consent-page.ts";
import { decide, type KeyRequest, keyRequest } from "./granted-keys.ts";

/** The place for the token in the return address. */
const TOKEN_PLACE = "__TOKEN__";
const OUTCOMES = new Map<string | undefined, "completed" | "aborted">([
  ["agree", "completed"],
  ["refuse", "aborted"],
]);

interface ConsentRequest {
  Params: { token: string };
  Body: Form | undefined;
}

export function consentPath(token: string): string {
  return `/consent/${token}`;
}

/** The page on which a person decides on a key. Opening it changes nothing. */
export function consentRoutes(app: FastifyInstance, openStore: () => Store): void {
  const url = consentPath(":token");
  app.get<ConsentRequest>(url, ({ params, headers }, reply) => {
    const request = keyRequest(openStore(), params.token);
    return request === undefined
      ? send(reply, 404, unknownPage())
      : send(reply, 200, pageOf(request, openStore().account.userName, languageFor(headers, request)));
  });
  app.post<ConsentRequest>(url, ({ params, headers, body }, reply) => {
    const request = keyRequest(openStore(), params.token);
    if (request === undefined) {
      return send(reply, 404, unknownPage());
    }
    const language = languageFor(headers, request);
    const outcome = OUTCOMES.get(textOf(body ?? {}, "decision"));
    if (outcome === undefined) {
      return send(reply, 400, pageOf(request, openStore().account.userName, language));
    }
    const decided = decide(openStore(), request, outcome);
    return decided.status === outcome ? leave(reply, decided) : send(reply, 409, decidedPage(decided, language));
  });
}

function languageFor(headers: IncomingHttpHeaders, { language }: KeyRequest): Language {
  return languageOf(headers["accept-language"], language);
}

function pageOf(request: KeyRequest, userName: string, language: Language): string {
  return request.status === "pending" ? askingPage(request, userName, language) : decidedPage(request, language);
}

/** Redirects to the application, or to the page with the decision if there is no address to return to. */
function leave(reply: FastifyReply, { returnUrl, cancelUrl, status, token }: KeyRequest): FastifyReply {
  const target = status === "completed" ? returnUrl.replaceAll(TOKEN_PLACE, token) : cancelUrl;
  return reply.headers(PAGE_HEADERS).redirect(target || consentPath(token), 303);
}

function send(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).headers(PAGE_HEADERS).type("text/html; charset=utf-8").send(html);
}
