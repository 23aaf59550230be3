import Negotiator from "negotiator";

export type Language = "de" | "en";

/** German for people who prefer it to English; English for everybody else. */
export function languageOf(acceptLanguage?: string): Language {
  const negotiator = new Negotiator({ headers: { "accept-language": acceptLanguage } });
  return negotiator.language(["en", "de"]) === "de" ? "de" : "en";
}
