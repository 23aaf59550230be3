import { partPath } from "../contract/endpoint-paths.ts";
import { PRESETS } from "../contract/presets.ts";
import { type Html, html } from "../kit/html.ts";
import { copyButton } from "./copy-button.ts";
import type { PageView } from "./page-view.ts";
import { containsWords, isInPart, toolsetsOf } from "./tool-filter.ts";
import { MARK_MEANINGS, renderMark } from "./tool-marks.ts";
import { renderToolTable, toolsetNames } from "./tool-table.ts";

const HIDDEN = html` hidden`;

/** Renders the tools and the form to find them. With the script, the form works while the visitor types. */
export function renderToolSection(view: PageView): Html {
  const { surface, filter } = view;
  const part = [...surface.tools.values()].map(({ definition }) => definition).filter((tool) => isInPart(tool, filter));
  const shown = new Set(part.filter((tool) => containsWords(tool, filter.text)));
  const all = surface.tools.size;
  const count = shown.size === all ? `${all} tools` : `${shown.size} of ${all} tools`;
  const meanings = MARK_MEANINGS.map(([mark, meaning]) => html`<li>${renderMark(mark)} ${meaning}</li>`);
  return html`<section id="tools" aria-labelledby="tools-title">
<h2 id="tools-title">Tools</h2>
<ul class="legend" aria-label="What the marks mean">${meanings}</ul>
${renderFilterForm(view)}
<p class="count" id="count" role="status">${count}</p>
${renderPartAddress(view, part.length > 0)}
<p class="empty" id="no-tools"${shown.size === 0 ? "" : HIDDEN}>No tool matches. <a href="${pathOf(view)}#tools">Show all</a></p>
${renderToolTable(surface, (tool) => shown.has(tool))}
</section>`;
}

function renderFilterForm(view: PageView): Html {
  const { at, endpoint, toolsets, reach, filter } = view;
  const toggle =
    reach !== "all"
      ? ""
      : html`<label class="toggle"><input type="checkbox" name="readonly" value="1"${filter.isReadOnly ? html` checked` : ""}> Read-only</label>`;
  return html`<form class="filter" id="filter" method="get" action="${pathOf(view)}#tools" role="search" aria-label="Find tools"
 data-origin="${at.origin}" data-endpoint="${endpoint}" data-toolsets="${toolsets}" data-reach="${reach}">
<div class="field grow"><label for="q">Search</label><input id="q" type="search" name="q" value="${filter.text}" placeholder="voucher, refund, statistics …" autocomplete="off" maxlength="100"></div>
<div class="field"><label for="toolset">Toolset</label><select id="toolset" name="toolset">${renderOptions(view)}</select></div>
${toggle}
<button type="submit" class="without-script">Show</button>
</form>`;
}

function renderOptions({ surface, toolsets, filter }: PageView): Html {
  const served = toolsetNames(surface);
  const option = (name: string) =>
    html`<option value="${name}" data-toolsets="${toolsetsOf(name).join(" ")}"${name === filter.toolset ? html` selected` : ""}>${name}</option>`;
  const group = (label: string, names: readonly string[]) =>
    html`<optgroup label="${label}">${names.map(option)}</optgroup>`;
  // At an address with toolsets, the address of a job could serve more tools than the page shows.
  const jobs = toolsets === "" ? Object.keys(PRESETS).filter((job) => includesAny(toolsetsOf(job), served)) : [];
  return html`<option value="">All</option>${jobs.length > 0 ? group("By job", jobs) : ""}${group("By subject", served)}`;
}

function includesAny(names: readonly string[], served: readonly string[]): boolean {
  return names.some((name) => served.includes(name));
}

/** Renders the address of the chosen toolset and read-only part. The text of a search is not part of an address. */
function renderPartAddress({ at, endpoint, toolsets, reach, filter }: PageView, isServed: boolean): Html {
  const path = partPath(endpoint, filter.toolset || toolsets, filter.isReadOnly ? "readonly" : reach);
  const isChosen = isServed && (filter.toolset !== "" || filter.isReadOnly);
  return html`<p class="part" id="part"${isChosen ? "" : HIDDEN}>An agent that connects to
<a id="part-address" href="${path}">${at.origin}${path}</a> sees only this part. ${copyButton("part-address", "the address of this part")}</p>`;
}

function pathOf({ endpoint, toolsets, reach }: PageView): string {
  return partPath(endpoint, toolsets, reach);
}
