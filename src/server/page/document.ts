import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { renderShell } from "./document-shell.ts";
import { assetPath } from "./page-assets.ts";
import { FRAME_TEXTS } from "./texts/frame-texts.ts";

interface Document {
  readonly language: Language;
  /** The path before every link; empty without a proxy that removes one. */
  readonly prefix: string;
  readonly title: string;
  readonly content: Html;
}

/** A document with the page's styles and script. The script finds its words in the element that announces them. */
export function renderDocument({ language, prefix, title, content }: Document): string {
  const texts = FRAME_TEXTS[language];
  const head = html`<script type="module" src="${prefix}${assetPath("page.js")}"></script>
`;
  const body = html`<body>
${content}
<footer><p>${texts.notAffiliated} <a href="${prefix}/health">${texts.state}</a></p></footer>
<p class="unseen" id="announcement" role="status" data-idle="${texts.copy}" data-copied="${texts.copied}" data-selected="${texts.selected}" data-selected-hint="${texts.selectedHint}"></p>
</body>`;
  return renderShell({ language, prefix, title: `${title} – digistore24-mcp`, styles: "page.css", head, body });
}
