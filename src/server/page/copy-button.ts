import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { FRAME_TEXTS } from "./texts/frame-texts.ts";

/** Renders a button that copies the text of another element. It needs the script and is hidden without it. */
export function copyButton(language: Language, targetId: string, name: string): Html {
  return html`<button type="button" class="copy needs-script" data-copy="${targetId}" aria-label="${name}">${FRAME_TEXTS[language].copy}</button>`;
}
