import { joinPath, partPath } from "../contract/endpoint-paths.ts";
import { MAX_KEY_CHARS } from "../key/api-key.ts";
import { type Html, html } from "../kit/html.ts";
import type { PageView, Verdict } from "./page-view.ts";

/** The last part of the path, after the address of a page. */
export const KEY_CHECK_SUFFIX = "check-key";
export const KEY_FIELD = "api_key";

/** Renders the form that checks a key. Its field is always empty, because a key is never sent back. */
export function renderKeySection({ endpoint, toolsets, reach, at, verdict }: PageView): Html {
  const action = joinPath(partPath(endpoint, toolsets, reach), KEY_CHECK_SUFFIX);
  const warning = at.isExposed
    ? html`<p class="warning">This page is not encrypted: others on the network could read a key that you enter.</p>`
    : "";
  return html`<section id="key" aria-labelledby="key-title">
<h2 id="key-title">Check a key</h2>
<p class="hint" id="key-hint">Digistore24 is asked for the owner and the rights of the key. Nothing is changed, and the key is not stored.</p>
${warning}
<form class="key" id="key-form" method="post" action="${action}#key">
<div class="field grow"><label for="api-key">Digistore24 API key</label><input id="api-key" type="password" name="${KEY_FIELD}" required maxlength="${MAX_KEY_CHARS}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="key-hint"></div>
<button type="submit" class="primary">Check</button>
</form>
<div id="verdict" role="status">${verdict ? renderVerdict(verdict) : ""}</div>
<p class="hint">Your keys are in Digistore24 under Settings &gt; Account access &gt; API keys.</p>
</section>`;
}

function renderVerdict({ tone, title, details }: Verdict): Html {
  const lines = details.map((detail) => html`<p>${detail}</p>`);
  return html`<div class="verdict ${tone}"><p><strong>${title}</strong></p>${lines}</div>`;
}
