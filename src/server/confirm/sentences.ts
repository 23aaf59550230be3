import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import type { Facts } from "./facts/facts.ts";
import type { QuestionLanguage } from "./money.ts";

interface Sentences {
  readonly unknown: string;
  readonly unknownAmount: string;
  readonly atMost: (amount: string) => string;
  /** Asks for something that is not reviewed in the description. */
  readonly generic: (tool: AnyToolDefinition) => string;
  /** Names what a generic question is about. */
  readonly about: (facts: Facts) => string | undefined;
  readonly details: string;
  /** A text in quotation marks, as the replacement `$1`. */
  readonly quotes: string;
  readonly typeThis: (text: string) => string;
  readonly fieldTitle: (text: string) => string;
}

export const SENTENCES: Readonly<Record<QuestionLanguage, Sentences>> = {
  en: {
    unknown: "(unknown)",
    unknownAmount: "an amount that only Digistore24 knows",
    atMost: (amount) => `at most ${amount}`,
    generic: ({ title, isIdempotent, mail }) =>
      [
        `${title}: this overwrites, removes or sends something at Digistore24.`,
        mail === "buyer" && "The buyer gets an e-mail.",
        mail === "unknown" && "The buyer may get an e-mail.",
        !isIdempotent && "It may be impossible to undo this.",
      ]
        .filter(Boolean)
        .join(" "),
    about: ({ order, buyer, product, subject }) =>
      order === undefined
        ? subject && `It concerns ${subject}.`
        : `It concerns order ${order}${buyer ? ` of ${buyer}` : ""}${product ? ` for ${product}` : ""}.`,
    details: "Details",
    quotes: "“$1”",
    typeThis: (text) => `To continue, type ${text}.`,
    fieldTitle: (text) => `Type ${text}`,
  },
  de: {
    unknown: "(unbekannt)",
    // The same in the nominative and the accusative, since questions need both.
    unknownAmount: "eine nur Digistore24 bekannte Summe",
    atMost: (amount) => `höchstens ${amount}`,
    generic: ({ title, titleDe = title, isIdempotent, mail }) =>
      [
        `${titleDe}: Dies überschreibt, entfernt oder verschickt etwas bei Digistore24.`,
        mail === "buyer" && "Der Käufer erhält eine E-Mail.",
        mail === "unknown" && "Der Käufer erhält möglicherweise eine E-Mail.",
        !isIdempotent && "Das lässt sich möglicherweise nicht rückgängig machen.",
      ]
        .filter(Boolean)
        .join(" "),
    about: ({ order, buyer, product, subject }) =>
      order === undefined
        ? subject && `Es betrifft ${subject}.`
        : `Es betrifft die Bestellung ${order}${buyer ? ` von ${buyer}` : ""}${product ? ` für ${product}` : ""}.`,
    details: "Einzelheiten",
    quotes: "„$1“",
    typeThis: (text) => `Zum Fortfahren bitte ${text} eingeben.`,
    fieldTitle: (text) => `${text} eingeben`,
  },
};
