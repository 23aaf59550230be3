import { joinPath, partPath } from "../contract/endpoint-paths.ts";
import { MAX_KEY_CHARS } from "../key/api-key.ts";
import { escapeHtml } from "../kit/escape-html.ts";
import type { PageView, Verdict } from "./page-view.ts";

/** Below the address of each page. */
export const KEY_CHECK_SUFFIX = "check-key";
export const KEY_FIELD = "api_key";

/** The form that checks a key. The field is always empty: a key is never sent back. */
export function renderKeySection({ endpoint, toolsets, reach, at, verdict }: PageView): string {
  const action = joinPath(partPath(endpoint, toolsets, reach), KEY_CHECK_SUFFIX);
  const warning = at.isExposed
    ? '<p class="warning">This page came without encryption: a key that you enter can be read on the way.</p>'
    : "";
  return `<section id="key" aria-labelledby="key-title">
<h2 id="key-title">Check a key</h2>
<p class="hint" id="key-hint">Digistore24 is asked whose key this is and what it may do. Nothing is changed, and the key is not stored.</p>
${warning}
<form class="key" id="key-form" method="post" action="${escapeHtml(action)}#key">
<div class="field grow"><label for="api-key">Digistore24 API key</label><input id="api-key" type="password" name="${KEY_FIELD}" required maxlength="${MAX_KEY_CHARS}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="key-hint"></div>
<button type="submit" class="primary">Check</button>
</form>
<div id="verdict" role="status">${verdict ? renderVerdict(verdict) : ""}</div>
<p class="hint">You find keys in Digistore24 under Settings &gt; Account access &gt; API keys.</p>
</section>`;
}

function renderVerdict({ tone, title, details }: Verdict): string {
  const lines = details.map((detail) => `<p>${escapeHtml(detail)}</p>`).join("");
  return `<div class="verdict ${tone}"><p><strong>${escapeHtml(title)}</strong></p>${lines}</div>`;
}
