import { type Html, html } from "../../kit/html.ts";
import { renderAccessChoice } from "./access-choice.ts";
import { CONSENT_TEXTS } from "./consent-texts.ts";
import type { ConsentView } from "./consent-view.ts";
import { renderDocument } from "./document.ts";
import { KEY_FIELD_ID, renderEnterButton, renderKeyPart } from "./key-part.ts";
import { shownHost, shownName } from "./shown-text.ts";

/** Renders the page that asks a person whether a program may work in the person's account, and how much it may do. */
export function renderConsent(view: ConsentView): string {
  const { language } = view;
  const texts = CONSENT_TEXTS[language];
  const content = html`${renderProblem(view)}
<p class="lead">${texts.lead}</p>
${renderProgram(view)}
${renderWarnings(view)}
<form method="post" action="${view.action}">
<input type="hidden" name="request" value="${view.sealedRequest}">
${renderEnterButton(view)}
${renderAccessChoice(view)}
${renderKeyPart(view)}
<button type="submit" name="decision" value="cancel" formnovalidate>${texts.cancel}</button>
</form>`;
  return renderDocument({ language, title: texts.title, content, linkTo: view.linkTo });
}

function renderProblem({ language, problem }: ConsentView): Html | string {
  return problem === undefined
    ? ""
    : html`<div class="verdict bad" role="alert"><p><strong>${problem}</strong></p><p><a href="#${KEY_FIELD_ID}">${CONSENT_TEXTS[language].toField}</a></p></div>`;
}

function renderProgram({ language, program, returnsTo, isLoopbackOnly }: ConsentView): Html {
  const texts = CONSENT_TEXTS[language];
  const name = shownName(program.name) || texts.unnamed;
  const origin =
    program.vouchedBy === undefined
      ? texts.selfNamed
      : texts.vouched(html`<strong class="host">${shownHost(program.vouchedBy)}</strong>`);
  return html`<dl class="asking">
<dt>${texts.program}</dt>
<dd><bdi class="name">${name}</bdi><p class="hint">${origin}</p></dd>
<dt>${texts.returnsTo}</dt>
<dd><bdi class="host">${shownHost(returnsTo)}</bdi><p class="hint">${isLoopbackOnly ? texts.onThisComputer : texts.handedThere}</p></dd>
</dl>`;
}

function renderWarnings({ language, isLoopbackOnly }: ConsentView): Html {
  const texts = CONSENT_TEXTS[language];
  return html`<div class="warning"><p>${isLoopbackOnly ? texts.anyProgram : texts.onlyIfYours}</p></div>`;
}
