import type { Surface } from "../contract/surface.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { escapeHtml } from "../kit/escape-html.ts";
import { marksOf, renderMark } from "./tool-marks.ts";

interface Row {
  readonly definition: AnyToolDefinition;
  readonly cells: string;
}

interface Group {
  readonly toolset: string;
  readonly rows: readonly Row[];
}

/** Cells are the same for everybody who looks at a surface; which rows are hidden is not. */
const groupsOfSurface = new WeakMap<Surface, readonly Group[]>();

/** All tools of a surface by toolset. Those not shown stay in the page, hidden, for the script to bring back. */
export function renderToolTable(surface: Surface, isShown: (definition: AnyToolDefinition) => boolean): string {
  // Roles are named because rows become cards on a phone, and what is no table cell to CSS is none to a screen reader.
  return `<table role="table" aria-label="Tools">
<thead role="rowgroup"><tr role="row"><th role="columnheader">Tool</th><th role="columnheader">What it does</th><th role="columnheader">Access</th></tr></thead>
${groupsOf(surface)
  .map((group) => renderGroup(group, isShown))
  .join("\n")}
</table>`;
}

/** Toolsets that a surface has tools of, in the order of the table. */
export function toolsetNames(surface: Surface): readonly string[] {
  return groupsOf(surface).map(({ toolset }) => toolset);
}

function groupsOf(surface: Surface): readonly Group[] {
  const known = groupsOfSurface.get(surface);
  if (known) {
    return known;
  }
  const definitions = [...surface.tools.values()].map(({ definition }) => definition);
  const names = [...new Set(definitions.map(({ toolset }) => toolset))].sort();
  const groups = names.map((toolset) => ({
    toolset,
    rows: definitions
      .filter((definition) => definition.toolset === toolset)
      .map((definition) => ({ definition, cells: renderCells(definition) })),
  }));
  groupsOfSurface.set(surface, groups);
  return groups;
}

function renderGroup({ toolset, rows }: Group, isShown: (definition: AnyToolDefinition) => boolean): string {
  const shown = new Set(rows.filter(({ definition }) => isShown(definition)));
  const lines = rows.map(
    (row) =>
      `<tr role="row" data-access="${row.definition.access}"${shown.has(row) ? "" : " hidden"}>${row.cells}</tr>`,
  );
  const name = escapeHtml(toolset);
  return `<tbody role="rowgroup" data-toolset="${name}"${shown.size > 0 ? "" : " hidden"}>
<tr role="row" class="group"><th role="rowheader" colspan="3">${name}</th></tr>
${lines.join("\n")}
</tbody>`;
}

function renderCells(definition: AnyToolDefinition): string {
  const { title, name, description } = definition;
  return [
    `<th role="rowheader" scope="row">${escapeHtml(title)} <code>${escapeHtml(name)}</code></th>`,
    `<td role="cell">${escapeHtml(description)}</td>`,
    `<td role="cell" class="marks">${marksOf(definition).map(renderMark).join(" ")}</td>`,
  ].join("");
}
