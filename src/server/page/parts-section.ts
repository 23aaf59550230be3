import { partPath } from "../contract/endpoint-paths.ts";
import { PRESETS } from "../contract/presets.ts";
import { type Html, html } from "../kit/html.ts";
import type { PageView } from "./page-view.ts";
import { toolsetsOf } from "./tool-filter.ts";
import { toolsetNames } from "./tool-table.ts";

const MAX_TOOLSETS_SHOWN = 4;

interface Part {
  readonly path: string;
  readonly content: string;
}

/** Renders the narrower addresses that people need most often. */
export function renderPartsSection(view: PageView): Html {
  const current = partPath(view.endpoint, view.toolsets, view.reach);
  const items = partsOf(view).map(({ path, content }) => {
    const mark = path === current ? html` aria-current="page"` : "";
    return html`<li><a href="${path}"${mark}>${path}</a> ${content}</li>`;
  });
  return html`<section id="parts" aria-labelledby="parts-title">
<h2 id="parts-title">Connect to a part</h2>
<p class="hint">An agent works better and more safely with only the tools that it needs. Each part has its own address:</p>
<ul class="parts">${items}</ul>
</section>`;
}

function partsOf({ endpoint, whole }: PageView): readonly Part[] {
  const served = toolsetNames(whole);
  const jobs = Object.keys(PRESETS).map((job) => {
    const names = toolsetsOf(job).filter((name) => served.includes(name));
    const more = names.length > MAX_TOOLSETS_SHOWN ? " …" : "";
    return {
      path: partPath(endpoint, job, "all"),
      names,
      content: `${names.slice(0, MAX_TOOLSETS_SHOWN).join(", ")}${more}`,
    };
  });
  return [
    { path: endpoint, content: "everything" },
    { path: partPath(endpoint, "", "safe"), content: "tools that move no money and overwrite or delete nothing" },
    { path: partPath(endpoint, "", "readonly"), content: "tools that only read" },
    ...jobs.filter(({ names }) => names.length > 0),
  ];
}
