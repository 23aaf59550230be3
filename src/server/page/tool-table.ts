import type { Surface } from "../contract/surface.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { type Html, html } from "../kit/html.ts";
import { marksOf, renderMark } from "./tool-marks.ts";

interface Row {
  readonly definition: AnyToolDefinition;
  readonly cells: Html;
}

interface Group {
  readonly toolset: string;
  readonly rows: readonly Row[];
}

const HIDDEN = html` hidden`;

/** Every visitor of a surface gets the same cells; only the hidden rows differ. */
const groupsOfSurface = new WeakMap<Surface, readonly Group[]>();

/** Renders all tools of a surface by toolset. The others are hidden, so the script can show them. */
export function renderToolTable(surface: Surface, isShown: (definition: AnyToolDefinition) => boolean): Html {
  // Rows become cards on a phone, and screen readers ignore a table without CSS table layout unless it has roles.
  return html`<table role="table" aria-label="Tools">
<thead role="rowgroup"><tr role="row"><th role="columnheader">Tool</th><th role="columnheader">What it does</th><th role="columnheader">Access</th></tr></thead>
${groupsOf(surface).map((group) => renderGroup(group, isShown))}
</table>`;
}

/** The toolsets of the tools of a surface, in the order of the table. */
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

function renderGroup({ toolset, rows }: Group, isShown: (definition: AnyToolDefinition) => boolean): Html {
  const shown = new Set(rows.filter(({ definition }) => isShown(definition)));
  const lines = rows.map(
    (row) =>
      html`<tr role="row" data-access="${row.definition.access}"${shown.has(row) ? "" : HIDDEN}>${row.cells}</tr>
`,
  );
  return html`<tbody role="rowgroup" data-toolset="${toolset}"${shown.size > 0 ? "" : HIDDEN}>
<tr role="row" class="group"><th role="rowheader" colspan="3">${toolset}</th></tr>
${lines}</tbody>
`;
}

function renderCells(definition: AnyToolDefinition): Html {
  const { title, name, description } = definition;
  const marks = marksOf(definition).map((mark) => html`${renderMark(mark)} `);
  return html`<th role="rowheader" scope="row">${title} <code>${name}</code></th>
<td role="cell">${description}</td>
<td role="cell" class="marks">${marks}</td>`;
}
