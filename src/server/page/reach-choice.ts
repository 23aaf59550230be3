import { CONFIRMATION } from "../contract/confirm-level.ts";
import { partPath, type Reach } from "../contract/endpoint-paths.ts";
import { chargesBuyers, missingJobs, refundsOnProof } from "../contract/missing-jobs.ts";
import { PRESETS } from "../contract/presets.ts";
import { movesMoney } from "../contract/safe-tool.ts";
import type { Surface } from "../contract/surface.ts";
import { type Html, html } from "../kit/html.ts";
import { withLanguage } from "./languages.ts";
import type { PageView } from "./page-view.ts";
import { type Abilities, CONNECT_TEXTS } from "./texts/connect-texts.ts";
import { toolsetTitle } from "./texts/toolset-titles.ts";
import { toolsetsOf } from "./tool-filter.ts";
import { toolsetNames } from "./tool-table.ts";

const REACHES: readonly Reach[] = ["all", "safe", "readonly"];

/** Renders the addresses of the same tools that allow more or less, and those of the tools for one job. */
export function renderReachChoice(view: PageView): Html {
  const { language, chosen, endpoint, toolsets, reach } = view;
  const texts = CONNECT_TEXTS[language];
  const links = REACHES.map((other) => {
    const mark = other === reach ? html` aria-current="page"` : "";
    return html`<li><a href="${withLanguage(partPath(endpoint, toolsets, other), chosen)}#connect"${mark}>${texts.reaches[other]}</a></li>`;
  });
  return html`<h3 id="reach-title">${texts.reach}</h3>
<ul class="reach" aria-labelledby="reach-title">${links}</ul>
<p class="hint">${describeReach(view)}</p>
${renderAdvice(view)}
${renderJobs(view)}`;
}

/** The page's address is the choice, so the page of all tools says what to choose if in doubt, as README does. */
function renderAdvice({ language, chosen, endpoint, toolsets, reach }: PageView): Html | string {
  if (reach !== "all") {
    return "";
  }
  const { advice, reaches } = CONNECT_TEXTS[language];
  const path = withLanguage(partPath(endpoint, toolsets, "readonly"), chosen);
  return html`<p class="advice">${advice(html`<a href="${path}#connect">${reaches.readonly}</a>`)}</p>`;
}

function describeReach({ language, reach, surface, whole }: PageView): string {
  const texts = CONNECT_TEXTS[language];
  if (reach !== "all") {
    return texts.reachHints[reach];
  }
  const missing = missingJobs(whole);
  const onlyThere = missing.length === 0 ? [] : [texts.onlyAtDigistore24(missing, refundsOnProof(whole))];
  return [texts.allows(abilitiesOf(surface)), ...onlyThere].join(" ");
}

/** Tools that delete or move money are not served at every address, and not every operator has them ask first. */
function abilitiesOf(surface: Surface): Abilities {
  const money = [...surface.tools.values()].map(({ definition }) => definition).filter(movesMoney);
  const charges = chargesBuyers(surface);
  const missing = missingJobs(surface);
  const asking = surface.list.filter(({ inputSchema }) => inputSchema.properties?.[CONFIRMATION] !== undefined);
  const asked = new Set(asking.map(({ name }) => name));
  return {
    deletes: !missing.includes("deleting"),
    charges,
    // Where buyers are charged, refunds on one kind of request are said apart from what works for every order.
    refunds: !missing.includes("refunding") || (!charges && refundsOnProof(surface)),
    asks: money.every(({ name }) => asked.has(name)),
  };
}

function renderJobs({ language, chosen, endpoint, toolsets, reach, whole }: PageView): Html {
  const texts = CONNECT_TEXTS[language];
  const served = toolsetNames(whole);
  const jobs = Object.keys(PRESETS).filter((job) => toolsetsOf(job).some((name) => served.includes(name)));
  const items = ["", ...jobs].map((job) => {
    const path = partPath(endpoint, job, reach);
    const names = toolsetsOf(job).filter((name) => served.includes(name));
    const content = job === "" ? texts.allTools : listTitles(language, names);
    const title = job === "" ? "" : html`<b>${toolsetTitle(language, job)}</b> `;
    const mark = job === toolsets ? html` ${texts.thisPage}` : "";
    return html`<li>${title}<a href="${withLanguage(path, chosen)}#connect">${path}</a>${mark} <span class="hint">${content}</span></li>`;
  });
  return html`<details class="jobs">
<summary>${texts.jobs}</summary>
<div class="guide"><p class="hint">${texts.jobsHint}</p>
<ul class="parts">${items}</ul></div>
</details>`;
}

function listTitles(language: PageView["language"], toolsets: readonly string[]): string {
  return toolsets.map((name) => toolsetTitle(language, name)).join(", ");
}
