import { partPath } from "../contract/endpoint-paths.ts";
import { PRESETS } from "../contract/presets.ts";
import { type Html, html } from "../kit/html.ts";
import type { PageView } from "./page-view.ts";
import { TOOL_TEXTS } from "./texts/tool-texts.ts";
import { toolsetTitle } from "./texts/toolset-titles.ts";
import { toolsetsOf } from "./tool-filter.ts";
import { toolsetNames } from "./tool-table.ts";

/** Renders the form to find tools. It carries the parts of this address, of which the script makes that of a selection. */
export function renderFilterForm({ language, chosen, at, endpoint, toolsets, reach, filter, surface }: PageView): Html {
  const texts = TOOL_TEXTS[language];
  const checked = filter.isReadOnly ? html` checked` : "";
  const toggle =
    reach === "all"
      ? html`<label class="toggle"><input type="checkbox" name="readonly" value="1"${checked}> ${texts.readOnly}</label>`
      : "";
  const kept = chosen === undefined ? "" : html`<input type="hidden" name="lang" value="${chosen}">`;
  const options = renderOptions({ language, surface, toolsets, filter });
  return html`<form class="filter" id="filter" method="get" action="${partPath(endpoint, toolsets, reach)}#tools" role="search" aria-label="${texts.find}"
 data-origin="${at.origin}" data-endpoint="${endpoint}" data-toolsets="${toolsets}" data-reach="${reach}">
<div class="field grow"><label for="q">${texts.search}</label><input id="q" type="search" name="q" value="${filter.text}" placeholder="${texts.searchExamples}" autocomplete="off" maxlength="100"></div>
<div class="field"><label for="toolset">${texts.toolset}</label><select id="toolset" name="toolset">${options}</select></div>
${toggle}${kept}
<button type="submit" class="without-script">${texts.show}</button>
</form>`;
}

type Choice = Pick<PageView, "language" | "surface" | "toolsets" | "filter">;

function renderOptions({ language, surface, toolsets, filter }: Choice): Html {
  const texts = TOOL_TEXTS[language];
  const served = toolsetNames(surface);
  const option = (name: string) =>
    html`<option value="${name}" data-toolsets="${toolsetsOf(name).join(" ")}"${name === filter.toolset ? html` selected` : ""}>${toolsetTitle(language, name)}</option>`;
  const { compare } = new Intl.Collator(language);
  const byTitle = (one: string, other: string) => compare(toolsetTitle(language, one), toolsetTitle(language, other));
  const group = (label: string, names: readonly string[]) =>
    html`<optgroup label="${label}">${[...names].sort(byTitle).map(option)}</optgroup>`;
  // At an address with toolsets, the address of a job could serve more tools than the page shows.
  const jobs = toolsets === "" ? Object.keys(PRESETS).filter((job) => includesAny(toolsetsOf(job), served)) : [];
  return html`<option value="">${texts.allToolsets}</option>${jobs.length > 0 ? group(texts.byJob, jobs) : ""}${group(texts.bySubject, served)}`;
}

function includesAny(names: readonly string[], served: readonly string[]): boolean {
  return names.some((name) => served.includes(name));
}
