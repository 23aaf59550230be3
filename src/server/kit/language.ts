import Negotiator from "negotiator";

/** The languages of our pages, in which the API writes its messages too. */
export type Language = "de" | "en";

/** The language that a person's browser prefers; `usual` if it prefers neither. */
export function languageOf(acceptLanguage: string | undefined, usual: Language = "en"): Language {
  const negotiator = new Negotiator({ headers: { "accept-language": acceptLanguage } });
  const other: Language = usual === "de" ? "en" : "de";
  return negotiator.language([usual, other]) === other ? other : usual;
}
