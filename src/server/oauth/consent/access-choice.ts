import { type Html, html } from "../../kit/html.ts";
import type { Access } from "../scopes.ts";
import { CONSENT_TEXTS } from "./consent-texts.ts";
import type { ConsentView } from "./consent-view.ts";

const FIELD = "access";

/** Renders what a person may allow. Without a choice to make, it says what is allowed. */
export function renderAccessChoice(view: ConsentView): Html {
  const texts = CONSENT_TEXTS[view.language];
  const offered = offeredAccess(view);
  if (offered.length === 1) {
    const only = view.asksOnlyRead ? texts.asksOnlyRead : texts.offersOnlyRead;
    return html`<section class="access" aria-labelledby="access-title">
<h2 id="access-title">${texts.question}</h2>
<p><strong>${only}</strong></p>
${describeReading(view).map((sentence) => html`<p class="hint">${sentence}</p>`)}
<input type="hidden" name="${FIELD}" value="read">
</section>`;
  }
  const chosen = offered.find((access) => access === view.chosen) ?? "read";
  return html`<fieldset class="access">
<legend>${texts.question}</legend>
${offered.map((access) => renderChoice(view, access, access === chosen))}
</fieldset>`;
}

function offeredAccess({ asksOnlyRead, counts, moneyTools }: ConsentView): readonly Access[] {
  if (asksOnlyRead) {
    return ["read"];
  }
  return [
    "read",
    ...(counts.change > 0 ? ["change" as const] : []),
    ...(moneyTools.length > 0 ? ["money" as const] : []),
  ];
}

function renderChoice(view: ConsentView, access: Access, isChosen: boolean): Html {
  const id = `access-${access}`;
  const radio = isChosen
    ? html`<input type="radio" name="${FIELD}" value="${access}" id="${id}" aria-describedby="${id}-hint" checked>`
    : html`<input type="radio" name="${FIELD}" value="${access}" id="${id}" aria-describedby="${id}-hint">`;
  return html`<div class="choice">
${radio}
<label for="${id}">${CONSENT_TEXTS[view.language].choices[access]}</label>
<div class="hint" id="${id}-hint">${renderHint(view, access)}</div>
</div>`;
}

/** Says what reading means, and what a key with read access is not enough for. */
function describeReading({ language, counts, beyondReadKey, handsOver }: ConsentView): readonly string[] {
  const texts = CONSENT_TEXTS[language];
  const reads = texts.reads(counts.read);
  if (beyondReadKey.length === 0) {
    return [reads];
  }
  return [reads, [texts.beyondReadKey(beyondReadKey), ...(handsOver ? [texts.createsReadKey] : [])].join(" ")];
}

function renderHint(view: ConsentView, access: Access): Html {
  const { language, counts, deletes, moneyTools, confirms } = view;
  const texts = CONSENT_TEXTS[language];
  if (access === "read") {
    return html`${describeReading(view).map((sentence) => html`<p>${sentence}</p>`)}`;
  }
  if (access === "change") {
    return html`<p>${texts.changes(counts.change, deletes)}</p>`;
  }
  const asking = confirms ? html`<p>${texts.confirms}</p>` : html`<p class="warning">${texts.neverConfirms}</p>`;
  return html`<p>${texts.movesMoney}</p>
<ul class="money">${moneyTools.map((title) => html`<li>${title}</li>`)}</ul>
${asking}`;
}
