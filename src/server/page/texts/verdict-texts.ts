import type { KeyMistakeKind } from "../../key/key-mistake.ts";
import type { ErrorKind } from "../../kit/errors.ts";
import type { Language } from "../../kit/language.ts";

interface VerdictTexts {
  readonly works: string;
  readonly owner: (account: { readonly name: string; readonly id: string }) => string;
  readonly roles: Readonly<Record<string, string>>;
  readonly inRoles: (roles: string) => string;
  readonly sellsNothing: string;
  readonly mayRead: string;
  readonly mayChange: string;
  readonly special: string;
  readonly specialAdvice: string;
  readonly refused: string;
  readonly refusedAdvice: string;
  readonly answer: (sentence: string) => string;
  readonly wording: (sentence: string) => string;
  readonly unchecked: string;
  readonly uncheckedBecause: Readonly<Record<ErrorKind, string>>;
  readonly uncheckedAdvice: string;
  readonly noKey: string;
  readonly mistakes: Readonly<Record<KeyMistakeKind, string>>;
  readonly emptyField: string;
  readonly oneWord: string;
  readonly wholeKey: string;
  readonly otherPage: string;
  readonly otherPageAdvice: string;
  readonly tooMany: string;
  readonly limit: (max: number) => string;
  readonly waitFor: (seconds: number) => string;
}

const NO_ANSWER_DE = "Digistore24 hat nicht oder nicht verständlich geantwortet.";
const NO_ANSWER_EN = "Digistore24 did not answer, or not in a way that can be read.";
const REFUSED_DE = "Digistore24 hat die Anfrage abgelehnt.";
const REFUSED_EN = "Digistore24 refused the request.";

/** The page's verdict on a key that was checked. */
export const VERDICT_TEXTS: Readonly<Record<Language, VerdictTexts>> = {
  de: {
    works: "Dieser Schlüssel funktioniert.",
    owner: ({ name, id }) => `Er gehört zum Konto ${name} (Nummer ${id}).`,
    roles: { vendor: "Verkäufer (Vendor)", affiliate: "Affiliate" },
    inRoles: (roles) => `Rollen: ${roles}.`,
    sellsNothing: "Dieses Konto ist kein Vendor-Konto: Ihr Agent findet darin keine eigenen Produkte und Verkäufe.",
    mayRead: "Er hat Lesezugriff: Ihr Agent kann damit fast alles abrufen, nur keine Rechnungen, und nichts ändern.",
    mayChange: "Er hat Vollzugriff, soweit sich das prüfen lässt, ohne etwas zu ändern.",
    special: "Dieser Schlüssel darf Ihr Konto nicht lesen.",
    specialAdvice:
      "Er ist nur für Entwickler oder für Versanddienstleister. Legen Sie einen Schlüssel mit Lesezugriff oder Vollzugriff an.",
    refused: "Digistore24 nimmt diesen Schlüssel nicht an.",
    refusedAdvice:
      "Vergleichen Sie ihn mit dem Schlüssel in Digistore24 unter Einstellungen > Kontozugriff > API-Schlüssel. Er muss vollständig und aktiv sein.",
    answer: (sentence) => `Antwort von Digistore24: „${sentence}“`,
    wording: (sentence) => `Antwort von Digistore24 im Wortlaut: „${sentence}“`,
    unchecked: "Der Schlüssel konnte nicht geprüft werden.",
    uncheckedBecause: {
      input: REFUSED_DE,
      key: REFUSED_DE,
      permission: "Digistore24 erlaubt diesem Schlüssel die Abfrage nicht.",
      not_found: REFUSED_DE,
      refused: REFUSED_DE,
      rate_limited: "Digistore24 hat zu viele Anfragen erhalten.",
      busy: "Dieser Server ist gerade ausgelastet.",
      cancelled: "Die Abfrage wurde abgebrochen.",
      operator: "Dieser Server ist nicht richtig eingerichtet. Bitte wenden Sie sich an seinen Betreiber.",
      upstream_down: NO_ANSWER_DE,
      timeout: "Digistore24 hat nicht rechtzeitig geantwortet.",
    },
    uncheckedAdvice: "Der Schlüssel kann trotzdem gültig sein. Versuchen Sie es später noch einmal.",
    noKey: "Das ist kein API-Schlüssel.",
    mistakes: {
      variable: "Das ist eine Variable, für die kein Wert eingesetzt wurde.",
      placeholder: "Das ist ein Platzhalter. An seine Stelle gehört Ihr eigener Schlüssel.",
      bearer: "Nach „Bearer“ fehlt der Schlüssel.",
      quotes: "Zwischen den Anführungszeichen steht kein Schlüssel.",
    },
    emptyField: "Das Feld ist leer.",
    oneWord: "Ein Schlüssel ist ein einziges Wort ohne Leerzeichen.",
    wholeKey: "Kopieren Sie den ganzen Schlüssel und sonst nichts.",
    otherPage: "Das Formular wurde von einer anderen Website gesendet.",
    otherPageAdvice: "Es wurde nichts geprüft. Benutzen Sie das Formular auf dieser Seite.",
    tooMany: "Von Ihrer IP-Adresse wurden zu viele Schlüssel ausprobiert.",
    limit: (max) =>
      max === 1 ? "Erlaubt ist ein Versuch in der Minute." : `Erlaubt sind höchstens ${max} Versuche in der Minute.`,
    waitFor: (seconds) =>
      `Es wurde nichts geprüft. Versuchen Sie es in ${seconds === 1 ? "einer Sekunde" : `${seconds} Sekunden`} noch einmal.`,
  },
  en: {
    works: "This key works.",
    owner: ({ name, id }) => `It belongs to the account ${name} (number ${id}).`,
    roles: { vendor: "seller (vendor)", affiliate: "affiliate" },
    inRoles: (roles) => `Roles: ${roles}.`,
    sellsNothing: "This account is not a vendor account: your agent finds no products or sales of its own there.",
    mayRead:
      "It has read access: your agent can look almost everything up with it, except invoices, and change nothing.",
    mayChange: "It has full access, as far as this can be checked without changing anything.",
    special: "This key cannot read your account.",
    specialAdvice:
      "It is for developers or shipping service providers only. Create a key with read access or full access.",
    refused: "Digistore24 does not accept this key.",
    refusedAdvice:
      "Compare it with the key under Settings > Account access > API keys in Digistore24. It must be complete and active.",
    answer: (sentence) => `Digistore24's answer: “${sentence}”`,
    wording: (sentence) => `Digistore24's answer in its own words: “${sentence}”`,
    unchecked: "The key could not be checked.",
    uncheckedBecause: {
      input: REFUSED_EN,
      key: REFUSED_EN,
      permission: "Digistore24 does not allow this key to look that up.",
      not_found: REFUSED_EN,
      refused: REFUSED_EN,
      rate_limited: "Digistore24 has received too many requests.",
      busy: "This server is busy at the moment.",
      cancelled: "The request was cancelled.",
      operator: "This server is not set up correctly. Please contact the people who run it.",
      upstream_down: NO_ANSWER_EN,
      timeout: "Digistore24 did not answer in time.",
    },
    uncheckedAdvice: "The key may still be valid. Try again later.",
    noKey: "This is not an API key.",
    mistakes: {
      variable: "It is a variable whose value was not filled in.",
      placeholder: "It is a placeholder. Your own key belongs in its place.",
      bearer: "The key after “Bearer” is missing.",
      quotes: "There is no key between the quotes.",
    },
    emptyField: "The field is empty.",
    oneWord: "A key is a single word without spaces.",
    wholeKey: "Copy the whole key and nothing else.",
    otherPage: "The form was sent from another page.",
    otherPageAdvice: "Nothing was checked. Use the form on this page.",
    tooMany: "Too many keys were tried from your IP address.",
    limit: (max) => (max === 1 ? "One attempt a minute is allowed." : `At most ${max} attempts a minute are allowed.`),
    waitFor: (seconds) => `Nothing was checked. Try again in ${seconds === 1 ? "one second" : `${seconds} seconds`}.`,
  },
};
