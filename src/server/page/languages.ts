import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { FRAME_TEXTS } from "./texts/frame-texts.ts";

const NAMES: Readonly<Record<Language, string>> = { de: "Deutsch", en: "English" };

/** The address with the language that a person has chosen; as it is if the browser decides. `path` has no query. */
export function withLanguage(path: string, chosen: Language | undefined): string {
  return chosen === undefined ? path : `${path}?lang=${chosen}`;
}

/** Renders a link to the same page in each language. */
export function renderLanguages(language: Language, linkTo: (other: Language) => string): Html {
  const links = (Object.keys(NAMES) as Language[]).map((other) => {
    const mark = other === language ? html` aria-current="true"` : "";
    return html`<a href="${linkTo(other)}" lang="${other}" hreflang="${other}"${mark}>${NAMES[other]}</a> `;
  });
  return html`<nav class="languages" aria-label="${FRAME_TEXTS[language].languages}">${links}</nav>`;
}
