import { html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import { renderDocument } from "./document.ts";
import { type AuthorizeProblem, PROBLEM_LABELS, PROBLEM_TEXTS } from "./problem-texts.ts";
import { shownDetail } from "./shown-text.ts";

interface AuthorizeProblemView {
  readonly language: Language;
  readonly problem: AuthorizeProblem;
  /** What was seen, such as the host that is not trusted. */
  readonly detail?: string | undefined;
  /** The HTTP status of the answer. */
  readonly status: number;
}

/** Renders the page for a problem after which nobody may be sent back to the program. */
export function renderAuthorizeProblem({ language, problem, detail, status }: AuthorizeProblemView): string {
  const { title, text, operator } = PROBLEM_TEXTS[language][problem];
  const labels = PROBLEM_LABELS[language];
  const seen =
    detail === undefined ? "" : html`<p class="detail">${labels.detail} <bdi>${shownDetail(detail)}</bdi></p>`;
  const advice = operator === undefined ? "" : html`<p class="notice">${labels.operator} ${operator}</p>`;
  const content = html`${text.map((paragraph) => html`<p>${paragraph}</p>`)}
${seen}
${advice}
<p class="hint">${labels.code} ${status}, ${problem}</p>`;
  return renderDocument({ language, title, content });
}
