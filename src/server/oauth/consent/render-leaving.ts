import { html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import { CONSENT_TEXTS } from "./consent-texts.ts";
import { renderDocument } from "./document.ts";
import { LEAVING_TEXTS, type Leaving } from "./leaving-texts.ts";
import { shownName } from "./shown-text.ts";

interface LeavingView {
  readonly language: Language;
  readonly kind: Leaving;
  /** The name of the program; not shown when people go to Digistore24. */
  readonly program: string;
  readonly target: string;
  /** When the browser leaves by itself. Default: at once. */
  readonly seconds?: number | undefined;
}

/** Renders the page from which a browser goes on by its `Refresh` header, or by the link. */
export function renderLeaving({ language, kind, program, target, seconds = 0 }: LeavingView): string {
  const texts = LEAVING_TEXTS[language];
  const place = kind === "handover" ? "Digistore24" : shownName(program) || CONSENT_TEXTS[language].unnamed;
  const after = seconds > 0 ? html`<p>${texts.after(seconds)}</p>` : "";
  const content = html`<p class="lead">${texts.going[kind](place)}</p>
${after}
<p><a class="button" href="${target}">${texts.link(place)}</a></p>
<p class="hint">${texts.thisPage[kind]}</p>`;
  return renderDocument({ language, title: texts.titles[kind], content });
}
