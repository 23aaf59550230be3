import { partPath } from "../contract/endpoint-paths.ts";
import { type Html, html } from "../kit/html.ts";
import { copyButton } from "./copy-button.ts";
import { withLanguage } from "./languages.ts";
import type { PageView } from "./page-view.ts";
import { TOOL_TEXTS } from "./texts/tool-texts.ts";
import { isInPart, matchesText } from "./tool-filter.ts";
import { renderFilterForm } from "./tool-filter-form.ts";
import { renderToolTable } from "./tool-table.ts";

const HIDDEN = html` hidden`;

/** Renders the tools and the form to find them. With the script, the form works while the visitor types. */
export function renderToolSection(view: PageView): Html {
  const { language, surface, filter } = view;
  const texts = TOOL_TEXTS[language];
  const definitions = [...surface.tools.values()].map(({ definition }) => definition);
  const part = definitions.filter((tool) => isInPart(tool, filter));
  const shown = new Set(filter.text === "" ? part : part.filter((tool) => matchesText(tool, filter.text, language)));
  const all = definitions.length;
  const everything = texts.all(all, definitions.filter(({ access }) => access === "write").length);
  return html`<section id="tools" aria-labelledby="tools-title">
<h2 id="tools-title">${texts.title}</h2>
<p class="hint">${texts.hint}</p>
${renderFilterForm(view)}
<p class="count" id="count" role="status" data-all="${everything}" data-some="${texts.some("{shown}", all)}">${shown.size === all ? everything : texts.some(shown.size, all)}</p>
${renderPartAddress(view, part.length > 0)}
<p class="empty" id="no-tools"${shown.size === 0 ? "" : HIDDEN}>${texts.none} <a href="${pathOf(view)}#tools">${texts.showAll}</a></p>
${renderToolTable({ surface, language, isShown: (tool) => shown.has(tool), isOpen: filter.text !== "" || filter.toolset !== "" })}
</section>`;
}

/** Renders the address of the chosen toolset and read-only part. The text of a search is not part of an address. */
function renderPartAddress(view: PageView, isServed: boolean): Html {
  const { language, chosen, at, endpoint, toolsets, reach, filter } = view;
  const texts = TOOL_TEXTS[language];
  const path = partPath(endpoint, filter.toolset || toolsets, filter.isReadOnly ? "readonly" : reach);
  const isChosen = isServed && (filter.toolset !== "" || filter.isReadOnly);
  return html`<p class="part" id="part"${isChosen ? "" : HIDDEN}>${texts.part}
<a id="part-address" href="${withLanguage(path, chosen)}">${at.origin}${path}</a> ${texts.partEnd} ${copyButton(language, "part-address", texts.copyPart)}</p>`;
}

function pathOf({ chosen, endpoint, toolsets, reach }: PageView): string {
  return withLanguage(partPath(endpoint, toolsets, reach), chosen);
}
