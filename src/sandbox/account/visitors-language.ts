import Negotiator from "negotiator";
import type { Language } from "../wire/refusal.ts";

const LANGUAGES: readonly Language[] = ["de", "en"];

/** The language that a visitor's browser prefers; `usual` if it has no preference between those of the API. */
export function visitorsLanguage(acceptLanguage: string | undefined, usual: Language): Language {
  const negotiator = new Negotiator({ headers: { "accept-language": acceptLanguage } });
  const preferred = negotiator.language([usual, ...LANGUAGES]);
  return LANGUAGES.find((language) => language === preferred) ?? usual;
}
