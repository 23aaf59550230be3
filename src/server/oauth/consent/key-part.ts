import { MAX_KEY_CHARS } from "../../key/api-key.ts";
import { type Html, html } from "../../kit/html.ts";
import { CONSENT_TEXTS } from "./consent-texts.ts";
import type { ConsentView } from "./consent-view.ts";

export const KEY_FIELD_ID = "api-key";

/** Renders how a program gets its key: by Digistore24's own page if that is available, or by pasting one. */
export function renderKeyPart(view: ConsentView): Html {
  const texts = CONSENT_TEXTS[view.language];
  const kept = html`<p class="hint">${texts.keptWhere} ${texts.ending}</p>`;
  if (!view.handsOver) {
    return html`<section aria-labelledby="key-title">
<h2 id="key-title">${texts.paste}</h2>
${renderKeyField(view)}
${renderKeyButton(texts.useKey, "primary")}
${kept}
</section>`;
  }
  const pasting = html`<summary>${texts.pasteInstead}</summary>
<div class="paste">
${renderKeyField(view)}
${renderKeyButton(texts.useKey, "plain")}
</div>`;
  return html`<section aria-labelledby="key-title">
<h2 id="key-title">${texts.handOver}</h2>
<p>${texts.handOverHint}</p>
<button type="submit" name="decision" value="digistore24" class="primary" formnovalidate>${texts.toDigistore24}</button>
${view.problem === undefined ? html`<details>${pasting}</details>` : html`<details open>${pasting}</details>`}
${kept}
</section>`;
}

/**
 * Enter in the key's field presses the form's first button, which is therefore this one. It is out of sight rather than
 * hidden, because Safari passes over buttons that are not drawn.
 */
export function renderEnterButton({ language }: ConsentView): Html {
  return html`<button type="submit" name="decision" value="key" class="unseen" tabindex="-1" aria-hidden="true">${CONSENT_TEXTS[language].useKey}</button>`;
}

function renderKeyButton(label: string, tone: "primary" | "plain"): Html {
  return html`<button type="submit" name="decision" value="key" class="${tone}">${label}</button>`;
}

/** The field is always empty, because a key is never sent back. */
function renderKeyField({ language, problem }: ConsentView): Html {
  const texts = CONSENT_TEXTS[language];
  const described = problem === undefined ? "api-key-hint" : "api-key-error api-key-hint";
  const error = problem === undefined ? "" : html`<p class="error" id="api-key-error">${problem}</p>`;
  return html`<div class="field">
<label for="${KEY_FIELD_ID}">${texts.key}</label>
${error}
<input id="${KEY_FIELD_ID}" type="password" name="api_key" required maxlength="${MAX_KEY_CHARS}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-invalid="${String(problem !== undefined)}" aria-describedby="${described}">
<p class="hint" id="api-key-hint">${texts.keyPlace}</p>
</div>`;
}
