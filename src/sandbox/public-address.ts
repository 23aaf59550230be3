import { type Argument, asTextUpTo } from "./arguments.ts";
import { badValue } from "./refusal.ts";

export const ADDRESS_CHARS = 255;

/** Pages that the API leads people or notifications to are public: https, and none of a developer's own machine. */
export function asPublicAddress(argument: Argument): string {
  const { text } = argument;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPublic = url?.protocol === "https:" && url.hostname.includes(".") && !/^127\./.test(url.hostname);
  if (!isPublic) {
    throw badValue(argument, { de: "öffentliche https-Adresse", en: "a public https address" });
  }
  return asTextUpTo(ADDRESS_CHARS)(argument);
}
