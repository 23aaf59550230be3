import { partPath } from "../contract/endpoint-paths.ts";
import { PRESETS } from "../contract/presets.ts";
import type { Surface } from "../contract/surface.ts";
import { callerText } from "../kit/caller-text.ts";
import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { renderDocument } from "./document.ts";
import { renderLanguages, withLanguage } from "./languages.ts";
import { PROBLEM_TEXTS } from "./texts/problem-texts.ts";
import { toolsetTitle } from "./texts/toolset-titles.ts";
import { toolsetNames } from "./tool-table.ts";

interface Place {
  readonly language: Language;
  /** The language, if a person has chosen it by a link. */
  readonly chosen: Language | undefined;
  /** The path before every link; empty without a proxy that removes one. */
  readonly prefix: string;
}

/** Renders the page for an address that cannot be served. */
export function renderProblem(place: Place, problem: "nothingHere" | "unreadable" | "noHost"): string {
  return render(place, html`<p class="lead">${PROBLEM_TEXTS[place.language][problem]}</p>`);
}

/** Renders the page for an address that names toolsets which are not served, or none of whose tools are. */
export function renderUnknownToolsets(place: Place, named: readonly string[], whole: Surface): string {
  const texts = PROBLEM_TEXTS[place.language];
  const served = toolsetNames(whole);
  const unknown = named.filter((name) => !served.includes(name) && !Object.hasOwn(PRESETS, name));
  const reason = unknown.length === 0 ? texts.noTool : texts.noToolset(unknown.map((name) => callerText(name, "")));
  return render(
    place,
    html`<p class="lead">${reason}</p>
<p>${texts.toolsets}</p>
${renderLinks(place, served)}
<p>${texts.jobs}</p>
${renderLinks(place, Object.keys(PRESETS))}`,
  );
}

function renderLinks({ language, chosen, prefix }: Place, names: readonly string[]): Html {
  const { compare } = new Intl.Collator(language);
  const titled = names.map((name) => ({ name, title: toolsetTitle(language, name) }));
  const items = titled
    .sort((one, other) => compare(one.title, other.title))
    .map(
      ({ name, title }) =>
        html`<li><a href="${withLanguage(prefix + partPath("/", name, "all"), chosen)}">${title}</a></li>`,
    );
  return html`<ul class="choices">${items}</ul>`;
}

function render({ language, chosen, prefix }: Place, content: Html): string {
  const texts = PROBLEM_TEXTS[language];
  return renderDocument({
    language,
    prefix,
    title: texts.title,
    content: html`<main class="problem">
<div class="top"><p class="product">digistore24-mcp</p>
${renderLanguages(language, (other) => `?lang=${other}`)}</div>
<h1>${texts.title}</h1>
${content}
<p><a class="button" href="${withLanguage(`${prefix}/`, chosen)}">${texts.toPage}</a></p>
</main>`,
  });
}
