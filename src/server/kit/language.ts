import Negotiator from "negotiator";

/** The languages of our pages, in which the API writes its messages too. */
export type Language = "de" | "en";

/** The language that a person's browser prefers; `usual` if it prefers neither. */
export function languageOf(acceptLanguage: string | undefined, usual: Language = "en"): Language {
  const negotiator = new Negotiator({ headers: { "accept-language": acceptLanguage } });
  const other: Language = usual === "de" ? "en" : "de";
  return negotiator.language([usual, other]) === other ? other : usual;
}

/** The language that a person has chosen by a link of a page; undefined if it was left to the browser. */
export function chosenLanguage(query: unknown): Language | undefined {
  const lang = (query as { readonly lang?: unknown } | undefined)?.lang;
  return lang === "de" || lang === "en" ? lang : undefined;
}

/** Without a choice, the language that the browser prefers. */
export function readersLanguage({ query, headers }: Visit): Language {
  return chosenLanguage(query) ?? languageOf(headers["accept-language"]);
}

interface Visit {
  readonly query?: unknown;
  readonly headers: { readonly "accept-language"?: string | undefined };
}
