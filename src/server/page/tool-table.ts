import type { Surface } from "../contract/surface.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { toolTitle } from "../contract/tool-title.ts";
import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { searchWordsOf } from "./texts/search-words.ts";
import { TOOL_TEXTS } from "./texts/tool-texts.ts";
import { toolsetTitle } from "./texts/toolset-titles.ts";
import { marksOf, renderMark } from "./tool-marks.ts";

interface Row {
  readonly definition: AnyToolDefinition;
  /** For the script, which searches like the server. */
  readonly words: string;
  readonly cells: Html;
}

interface Group {
  readonly toolset: string;
  readonly title: string;
  readonly head: Html;
  readonly rows: readonly Row[];
}

const HIDDEN = html` hidden`;
const OPEN = html` open`;

/** Every visitor of a surface who reads the same language gets the same cells; only the hidden rows differ. */
const groupsOfSurface: Readonly<Record<Language, WeakMap<Surface, readonly Group[]>>> = {
  de: new WeakMap(),
  en: new WeakMap(),
};

interface TableView {
  readonly surface: Surface;
  readonly language: Language;
  readonly isShown: (definition: AnyToolDefinition) => boolean;
  /** Whether the visitor has asked for what is shown, and should not have to open it. */
  readonly isOpen: boolean;
}

/** Renders all tools of a surface, collapsed by toolset. The others are hidden, so the script can show them. */
export function renderToolTable({ surface, language, isShown, isOpen }: TableView): Html {
  return html`<div class="chips toolsets">
${groupsOf(surface, language).map((group) => renderGroup(group, isShown, isOpen))}
</div>`;
}

/** The toolsets of the tools of a surface, by name. */
export function toolsetNames(surface: Surface): readonly string[] {
  return [...new Set([...surface.tools.values()].map(({ definition }) => definition.toolset))].sort();
}

/** The toolsets by title. */
function groupsOf(surface: Surface, language: Language): readonly Group[] {
  const known = groupsOfSurface[language].get(surface);
  if (known) {
    return known;
  }
  const definitions = [...surface.tools.values()].map(({ definition }) => definition);
  const { compare } = new Intl.Collator(language);
  const groups = toolsetNames(surface)
    .map((toolset) => ({
      toolset,
      title: toolsetTitle(language, toolset),
      head: renderHead(language),
      rows: definitions
        .filter((definition) => definition.toolset === toolset)
        .map((definition) => ({
          definition,
          words: searchWordsOf(definition),
          cells: renderCells(definition, language),
        })),
    }))
    .sort((one, other) => compare(one.title, other.title));
  groupsOfSurface[language].set(surface, groups);
  return groups;
}

function renderGroup({ toolset, title, head, rows }: Group, isShown: TableView["isShown"], isOpen: boolean): Html {
  const shown = new Set(rows.filter(({ definition }) => isShown(definition)));
  const lines = rows.map(
    (row) =>
      html`<tr role="row" data-access="${row.definition.access}" data-words="${row.words}"${shown.has(row) ? "" : HIDDEN}>${row.cells}</tr>
`,
  );
  const isSeen = shown.size > 0;
  return html`<details data-toolset="${toolset}"${isSeen ? "" : HIDDEN}${isSeen && isOpen ? OPEN : ""}>
<summary><span class="name">${title}</span> <span class="number">${shown.size}</span></summary>
<table role="table" aria-label="${title}">
${head}
<tbody role="rowgroup">
${lines}</tbody>
</table>
</details>
`;
}

/** Rows become cards on a phone, and screen readers ignore a table without CSS table layout unless it has roles. */
function renderHead(language: Language): Html {
  const columns = TOOL_TEXTS[language].columns.map((column) => html`<th role="columnheader">${column}</th>`);
  return html`<thead role="rowgroup"><tr role="row">${columns}</tr></thead>`;
}

function renderCells(definition: AnyToolDefinition, language: Language): Html {
  const { name, description } = definition;
  const marks = marksOf(definition).map((mark) => html`${renderMark(language, mark)} `);
  return html`<th role="rowheader" scope="row">${toolTitle(definition, language)} <code>${name}</code></th>
<td role="cell" lang="en">${description}</td>
<td role="cell" class="marks">${marks}</td>`;
}
