import { type Html, html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import { renderShell } from "../../page/document-shell.ts";
import { FRAME_TEXTS } from "../../page/texts/frame-texts.ts";

interface Document {
  readonly language: Language;
  readonly title: string;
  readonly content: Html;
}

/** A page without a script and without anything from another server. */
export function renderDocument({ language, title, content }: Document): string {
  const body = html`<body class="step">
<header><p class="product">digistore24-mcp</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
<footer><p>${FRAME_TEXTS[language].notAffiliated}</p></footer>
</body>`;
  return renderShell({ language, title: `${title} – digistore24-mcp`, styles: "consent.css", body });
}
