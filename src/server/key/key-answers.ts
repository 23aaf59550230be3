import type { Language } from "../kit/language.ts";

/** The sentences with which the API refuses a key. It writes them in a language of its own choice if the key is unknown. */
const KEY_ANSWERS: readonly Readonly<Record<Language, string>>[] = [
  { de: "Der API-Schlüssel ist ungültig.", en: "The API key is invalid." },
  { de: "Kein API-Schlüssel angegeben.", en: "No API key given." },
];

/** The API's sentence about a key in another language; undefined for one that is not known. */
export function keyAnswerIn(language: Language, message: string): string | undefined {
  return KEY_ANSWERS.find((answer) => Object.values(answer).includes(message.trim()))?.[language];
}
