import { partPath } from "../contract/endpoint-paths.ts";
import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { VERSION } from "../kit/version.ts";
import { renderConnectSection } from "./connect-section.ts";
import { renderDocument } from "./document.ts";
import { renderQuestions } from "./example-questions.ts";
import { renderGetSection, renderKeySection } from "./key-section.ts";
import { renderLanguages, withLanguage } from "./languages.ts";
import type { PageView } from "./page-view.ts";
import { CONNECT_TEXTS } from "./texts/connect-texts.ts";
import { FRAME_TEXTS } from "./texts/frame-texts.ts";
import { toolsetTitle } from "./texts/toolset-titles.ts";
import { renderToolSection } from "./tool-section.ts";

/** Renders the page for people at the endpoint's address: three steps, what to ask then, and the tools. */
export function renderPage(view: PageView): string {
  const texts = FRAME_TEXTS[view.language];
  const content = html`<a class="skip" href="#main">${texts.skip}</a>
${renderHeader(view)}
<main id="main" tabindex="-1">
<div class="panels">
<ol class="stages">
<li>${renderGetSection(view)}</li>
<li>${renderKeySection(view)}</li>
<li>${renderConnectSection(view)}</li>
</ol>
${renderQuestions(view)}
</div>
${renderToolSection(view)}
</main>`;
  return renderDocument({ language: view.language, prefix: view.at.prefix, title: texts.documentTitle, content });
}

function renderHeader(view: PageView): Html {
  const texts = FRAME_TEXTS[view.language];
  return html`<header>
<div class="top"><p class="product">digistore24-mcp <span>${VERSION}</span></p>
${renderLanguages(view.language, (other) => pathWithFilter(view, other))}</div>
<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${renderPart(view)}
</header>`;
}

/** The same page in another language, with what the visitor is looking for. */
function pathWithFilter({ endpoint, toolsets, reach, filter }: PageView, language: Language): string {
  const query = new URLSearchParams({
    ...(filter.text !== "" && { q: filter.text }),
    ...(filter.toolset !== "" && { toolset: filter.toolset }),
    ...(filter.isReadOnly && { readonly: "1" }),
    lang: language,
  });
  return `${partPath(endpoint, toolsets, reach)}?${query}`;
}

/** Says that the address has only some toolsets. How much it allows is said where that is chosen. */
function renderPart({ language, chosen, endpoint, toolsets }: PageView): Html | string {
  if (toolsets === "") {
    return "";
  }
  const texts = CONNECT_TEXTS[language];
  const titles = toolsets.split(",").map((name) => toolsetTitle(language, name));
  return html`<p class="notice">${texts.part(titles.join(", "), html`<a href="${withLanguage(endpoint, chosen)}">${texts.showAll}</a>`)}</p>`;
}
