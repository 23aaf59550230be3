import { type Html, html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import { renderShell } from "../../page/document-shell.ts";
import { renderLanguages } from "../../page/languages.ts";
import { FRAME_TEXTS } from "../../page/texts/frame-texts.ts";

interface Document {
  readonly language: Language;
  readonly title: string;
  readonly content: Html;
  /** Leads to the same page in another language, if it can be shown again. */
  readonly linkTo?: ((language: Language) => string) | undefined;
}

/** A page without a script and without anything from another server. */
export function renderDocument({ language, title, content, linkTo }: Document): string {
  const body = html`<body class="step">
<header class="top"><p class="product">digistore24-mcp</p>
${linkTo === undefined ? "" : renderLanguages(language, linkTo)}</header>
<main>
<h1>${title}</h1>
${content}
</main>
<footer><p>${FRAME_TEXTS[language].notAffiliated}</p></footer>
</body>`;
  return renderShell({ language, title: `${title} – digistore24-mcp`, styles: "consent.css", body });
}
