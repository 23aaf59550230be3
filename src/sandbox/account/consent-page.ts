import { type Html, html } from "../../server/kit/html.ts";
import { renderDocument } from "../kit/document.ts";
import type { Language, Texts } from "../wire/refusal.ts";
import type { KeyRequest } from "./granted-keys.ts";

const RIGHTS = {
  readOnly: { de: "alles lesen, aber nichts ändern", en: "read everything but change nothing" },
  shipping: { de: "Lieferungen lesen und ändern, sonst nichts", en: "read and change deliveries, and nothing else" },
  full: { de: "alles lesen und ändern", en: "read and change everything" },
} as const satisfies Record<KeyRequest["right"], Texts>;

const TITLE: Texts = { de: "Zugriff über die API", en: "Access through the API" };
const AGREE: Texts = { de: "Zustimmen", en: "Agree" };
const REFUSE: Texts = { de: "Ablehnen", en: "Refuse" };
const COMMENT: Texts = { de: "Anmerkung", en: "Comment" };

const STATES = {
  pending: {
    de: "Bitte entscheiden Sie mit einem der beiden Knöpfe.",
    en: "Please decide with one of the two buttons.",
  },
  completed: {
    de: "Sie haben zugestimmt. Die Anwendung kann den Schlüssel jetzt abholen.",
    en: "You have agreed. The application can now take the key.",
  },
  aborted: {
    de: "Sie haben abgelehnt. Es wurde kein Schlüssel vergeben.",
    en: "You have refused. No key was given out.",
  },
} as const satisfies Record<KeyRequest["status"], Texts>;

const UNKNOWN: Texts = {
  de: "Diese Anfrage gibt es nicht. Die Anwendung muss eine neue stellen.",
  en: "There is no such request. The application has to make a new one.",
};

/** Shows who asks for which right, and asks for a decision. */
export function askingPage(request: KeyRequest, userName: string, language: Language): string {
  const { comment, right } = request;
  const asker = request.siteUrl || new URL(request.returnUrl).origin;
  const question: Texts = {
    de: `${asker} bittet um einen API-Schlüssel für das Konto ${userName}. Mit ihm kann die Anwendung ${RIGHTS[right].de}.`,
    en: `${asker} asks for an API key to the account ${userName}. With it the application can ${RIGHTS[right].en}.`,
  };
  const remark = comment === "" ? "" : html`<p>${COMMENT[language]}: ${comment}</p>`;
  return page(
    language,
    html`<p class="lead">${question[language]}</p>${remark}<p>${STATES.pending[language]}</p>
<form method="post">
<button class="primary" name="decision" value="agree">${AGREE[language]}</button>
<button name="decision" value="refuse">${REFUSE[language]}</button>
</form>`,
  );
}

/** Shows the decision. */
export function decidedPage({ status }: KeyRequest, language: Language): string {
  return page(language, html`<p class="lead">${STATES[status][language]}</p>`);
}

/** For an unknown address. No call says which language is usual, so the page has both. */
export function unknownPage(): string {
  return page("de", html`<p>${UNKNOWN.de}</p><p lang="en">${UNKNOWN.en}</p>`);
}

function page(language: Language, content: Html): string {
  return renderDocument({ language, title: TITLE[language], content });
}
