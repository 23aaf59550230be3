import { joinPath, partPath } from "../contract/endpoint-paths.ts";
import { MAX_KEY_CHARS } from "../key/api-key.ts";
import { type Html, html } from "../kit/html.ts";
import { withLanguage } from "./languages.ts";
import type { PageView, Verdict } from "./page-view.ts";
import { FRAME_TEXTS } from "./texts/frame-texts.ts";
import { KEY_TEXTS } from "./texts/key-texts.ts";
import { isForWebAgents } from "./web-agents.ts";

/** The last part of the path, after the address of a page. */
export const KEY_CHECK_SUFFIX = "check-key";
export const KEY_FIELD = "api_key";

const KEY_HELP = "https://help.digistore24.com/hc/en-us/articles/23658595845009-Create-API-key";

/** Renders where a key comes from. */
export function renderGetSection({ language, webUrl, handsOver }: PageView): Html {
  const texts = KEY_TEXTS[language];
  const webFirst = handsOver && isForWebAgents(webUrl) ? html`<p>${texts.webFirst}</p>` : "";
  return html`<section id="get" aria-labelledby="get-title">
<h2 id="get-title">${texts.get}</h2>
<p>${texts.getWay}</p>
<p>${texts.getRight} <a href="${KEY_HELP}" rel="noreferrer">${texts.getHelp}</a></p>
${webFirst}
</section>`;
}

/** Renders the form that checks a key. Its field is always empty, because a key is never sent back. */
export function renderKeySection({ language, chosen, endpoint, toolsets, reach, at, verdict }: PageView): Html {
  const texts = KEY_TEXTS[language];
  const action = withLanguage(joinPath(partPath(endpoint, toolsets, reach), KEY_CHECK_SUFFIX), chosen);
  const warning = at.isExposed ? html`<p class="warning">${texts.exposed}</p>` : "";
  return html`<section id="key" aria-labelledby="key-title">
<h2 id="key-title">${texts.check}</h2>
<p id="key-hint">${texts.checkHint}</p>
<p class="hint" id="key-trust">${FRAME_TEXTS[language].notAffiliated} ${texts.trust}</p>
${warning}
<form class="key" id="key-form" method="post" action="${action}#key" data-asking="${texts.asking}" data-no-answer="${texts.noAnswer}">
<div class="field grow"><label for="api-key">${texts.label}</label><input id="api-key" type="password" name="${KEY_FIELD}" required maxlength="${MAX_KEY_CHARS * 2}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="key-hint key-trust"></div>
<button type="submit" class="primary">${texts.submit}</button>
</form>
<div id="verdict" role="status">${verdict ? renderVerdict(verdict) : ""}</div>
</section>`;
}

function renderVerdict({ tone, title, details }: Verdict): Html {
  const lines = details.map((detail) => html`<p>${detail}</p>`);
  return html`<div class="verdict ${tone}"><p><strong>${title}</strong></p>${lines}</div>`;
}
