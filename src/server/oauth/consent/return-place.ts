import type { Language } from "../../kit/language.ts";

const APP: Readonly<Record<Language, (scheme: string) => string>> = {
  de: (scheme) => `${scheme}-App auf diesem Computer`,
  en: (scheme) => `${scheme} app on this computer`,
};

/** Where a redirect address leads, as {@link ConsentView.returnsTo} shows it: its host, or the app that opens its scheme. */
export function returnPlace(redirectUri: string, language: Language): string {
  const { protocol, host } = new URL(redirectUri);
  return protocol === "https:" || protocol === "http:" ? host : APP[language](protocol.slice(0, -1));
}
