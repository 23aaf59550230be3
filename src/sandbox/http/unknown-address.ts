import type { FastifyReply, FastifyRequest } from "fastify";
import { html } from "../../server/kit/html.ts";
import { type Language, languageOf } from "../../server/kit/language.ts";
import { PAGE_HEADERS, renderDocument } from "../kit/document.ts";

const HTTP_OK = 200;
const HTTP_NOT_FOUND = 404;
const API = "/api/call/<function>";

interface AddressTexts {
  readonly home: string;
  readonly unknown: string;
  readonly api: string;
  readonly pages: string;
}

const TEXTS: Readonly<Record<Language, AddressTexts>> = {
  de: {
    home: "Hier läuft die Sandbox",
    unknown: "Diese Adresse gibt es hier nicht",
    api: "Die Sandbox ist eine API für Programme. Deren Adresse:",
    pages: "Seiten zum Ansehen öffnen sich über Links: Bestellseiten und die Zustimmung zu einem API-Schlüssel.",
  },
  en: {
    home: "The sandbox is running here",
    unknown: "There is no such address here",
    api: "The sandbox is an API for programs. Its address:",
    pages: "Pages for people are opened by links: order pages, and the consent to an API key.",
  },
};

/** Answers an address outside the API: a page for a browser, JSON for a program. */
export function answerOutsideApi(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!isBrowser(request)) {
    return reply
      .code(HTTP_NOT_FOUND)
      .header("vary", "Accept")
      .send({ error: `There is no such address here. The API is at ${API}.` });
  }
  const language = languageOf(request.headers["accept-language"], "de");
  const isHome = request.url.split("?")[0] === "/";
  return reply
    .code(isHome ? HTTP_OK : HTTP_NOT_FOUND)
    .headers({ ...PAGE_HEADERS, vary: "Accept, Accept-Language" })
    .type("text/html; charset=utf-8")
    .send(renderAddressPage(language, isHome));
}

function isBrowser({ method, headers }: FastifyRequest): boolean {
  return (method === "GET" || method === "HEAD") && /\btext\/html\b/.test(headers.accept ?? "");
}

function renderAddressPage(language: Language, isHome: boolean): string {
  const texts = TEXTS[language];
  const content = html`<p class="lead">${texts.api} <code>${API}</code></p>
<p>${texts.pages}</p>`;
  return renderDocument({ language, title: isHome ? texts.home : texts.unknown, content });
}
