import type { Language } from "../../kit/language.ts";
import { shownDetail } from "./shown-text.ts";

/** Why a key that was entered cannot be used. */
export type KeyProblem = "missing" | "not-a-key" | "refused" | "unchecked" | "read-only" | "special";

type KeyProblemTexts = Readonly<Record<KeyProblem, string>> & { readonly answer: (message: string) => string };

const TEXTS: Readonly<Record<Language, KeyProblemTexts>> = {
  de: {
    missing: "Geben Sie einen API-Schlüssel ein.",
    "not-a-key": "Das ist kein API-Schlüssel. Kopieren Sie den ganzen Schlüssel und sonst nichts.",
    refused:
      "Digistore24 nimmt diesen Schlüssel nicht an. Prüfen Sie unter Einstellungen > Kontozugriff > API-Schlüssel, ob er vollständig und aktiv ist.",
    unchecked:
      "Der Schlüssel konnte nicht geprüft werden. Er kann trotzdem gültig sein: Versuchen Sie es später noch einmal.",
    "read-only":
      "Dieser Schlüssel darf nur lesen. Wählen Sie „Nur lesen“ und geben Sie den Schlüssel noch einmal ein, oder verwenden Sie einen Schlüssel mit Vollzugriff.",
    special:
      "Dieser Schlüssel ist nur für Entwickler oder für Versanddienstleister und darf Ihr Konto nicht lesen. Geben Sie einen Schlüssel mit Lesezugriff oder Vollzugriff ein.",
    answer: (message) => `Antwort von Digistore24: „${message}“`,
  },
  en: {
    missing: "Enter an API key.",
    "not-a-key": "This is not an API key. Copy the whole key and nothing else.",
    refused:
      "Digistore24 does not accept this key. Check under Settings > Account access > API keys that it is complete and active.",
    unchecked: "The key could not be checked. It may still be valid: try again later.",
    "read-only":
      "This key has read access only. Choose “Read only” and enter the key again, or use a key with full access.",
    special:
      "This key is for developers or shipping service providers only and cannot read your account. Enter a key with read access or full access.",
    answer: (message) => `Digistore24's answer: “${message}”`,
  },
};

/** The text for {@link ConsentView.problem}, with the mistake that was seen or with the API's own message. */
export function describeKeyProblem(language: Language, problem: KeyProblem, detail?: string): string {
  const texts = TEXTS[language];
  if (!detail) {
    return texts[problem];
  }
  return `${texts[problem]} ${problem === "not-a-key" ? detail : texts.answer(shownDetail(detail))}`;
}
