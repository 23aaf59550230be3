import { type Html, html } from "../../server/kit/html.ts";
import type { Language } from "../../server/kit/language.ts";
import { renderShell } from "../../server/page/document-shell.ts";

interface DocumentTexts {
  readonly banner: string;
  readonly footer: string;
}

const TEXTS: Readonly<Record<Language, DocumentTexts>> = {
  de: {
    banner: "Diese Seite gehört zu einem Nachbau von Digistore24 zum Ausprobieren. Hier fließt kein Geld.",
    footer: "Diese Sandbox ist kein Angebot von Digistore24.",
  },
  en: {
    banner: "This page belongs to a stand-in for Digistore24 to try things out. No money changes hands here.",
    footer: "This sandbox is not affiliated with Digistore24.",
  },
};

/** The headers of every page for people. Its forms may lead to other sites: `form-action` would stop the redirect. */
export const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  vary: "Accept-Language",
  "x-content-type-options": "nosniff",
};

interface Document {
  readonly language: Language;
  readonly title: string;
  readonly content: Html;
}

/** A page in the look of the server's own, which nobody should mistake for one of Digistore24. */
export function renderDocument({ language, title, content }: Document): string {
  const texts = TEXTS[language];
  const body = html`<body class="step">
<header><p class="warning"><strong>SANDBOX</strong> ${texts.banner}</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
<footer><p>${texts.footer}</p></footer>
</body>`;
  return renderShell({ language, title: `${title} – Sandbox`, styles: "consent.css", body });
}
