import type { Language } from "../../kit/language.ts";

/** Numbers, or names in braces that the page's script replaces by numbers. */
type Count = number | string;

export type MarkName =
  | "reads"
  | "changes"
  | "destructive"
  | "affectsPrices"
  | "movesMoney"
  | "mailsBuyer"
  | "maySendMail"
  | "billingRight"
  | "developerRight";

interface ToolTexts {
  readonly title: string;
  readonly hint: string;
  readonly marks: Readonly<Record<MarkName, string>>;
  readonly find: string;
  readonly search: string;
  readonly searchExamples: string;
  readonly toolset: string;
  readonly allToolsets: string;
  readonly byJob: string;
  readonly bySubject: string;
  readonly readOnly: string;
  readonly show: string;
  readonly all: (all: number, changing: number) => string;
  readonly some: (shown: Count, all: Count) => string;
  readonly part: string;
  readonly partEnd: string;
  readonly copyPart: string;
  readonly none: string;
  readonly showAll: string;
  readonly columns: readonly [string, string, string];
}

export const TOOL_TEXTS: Readonly<Record<Language, ToolTexts>> = {
  de: {
    title: "Was der Agent kann",
    hint: "Für jede Aufgabe hat der Agent ein Werkzeug. Er wählt es selbst aus.",
    marks: {
      reads: "ruft ab",
      changes: "ändert",
      destructive: "überschreibt oder löscht",
      affectsPrices: "betrifft Preise",
      movesMoney: "bewegt Geld",
      mailsBuyer: "E-Mail an Käufer",
      maySendMail: "schickt eventuell eine E-Mail",
      billingRight: "braucht Billing on Demand",
      developerRight: "braucht Entwicklerschlüssel",
    },
    find: "Werkzeuge finden",
    search: "Suche",
    searchExamples: "Gutschein, Rechnung, Abo …",
    toolset: "Bereich",
    allToolsets: "Alle",
    byJob: "Nach Aufgabe",
    bySubject: "Nach Thema",
    readOnly: "Nur lesende Werkzeuge",
    show: "Anzeigen",
    all: (all, changing) => `${all === 1 ? "1 Werkzeug" : `${all} Werkzeuge`}, ${davonAendern(changing)}`,
    some: (shown, all) => `${shown} von ${all} Werkzeugen`,
    part: "Ein Agent, der sich mit",
    partEnd: "verbindet, sieht nur diesen Teil.",
    copyPart: "Adresse dieses Teils kopieren",
    none: "Kein Werkzeug passt.",
    showAll: "Alle anzeigen",
    columns: ["Werkzeug", "Was es tut (englisch, wie der Agent es liest)", "Zugriff"],
  },
  en: {
    title: "What the agent can do",
    hint: "The agent has a tool for each task. It chooses the tools itself.",
    marks: {
      reads: "reads",
      changes: "changes",
      destructive: "overwrites or deletes",
      affectsPrices: "affects prices",
      movesMoney: "moves money",
      mailsBuyer: "mails the buyer",
      maySendMail: "may send mail",
      billingRight: "needs billing on demand",
      developerRight: "needs a developer key",
    },
    find: "Find tools",
    search: "Search",
    searchExamples: "voucher, invoice, statistics …",
    toolset: "Toolset",
    allToolsets: "All",
    byJob: "By job",
    bySubject: "By subject",
    readOnly: "Read-only tools",
    show: "Show",
    all: (all, changing) => `${all === 1 ? "1 tool" : `${all} tools`}, ${ofWhichChange(changing)}`,
    some: (shown, all) => `${shown} of ${all} tools`,
    part: "An agent that connects to",
    partEnd: "sees only this part.",
    copyPart: "Copy the address of this part",
    none: "No tool matches.",
    showAll: "Show all",
    columns: ["Tool", "What it does", "Access"],
  },
};

function davonAendern(count: number): string {
  if (count === 0) {
    return "keines davon ändert etwas";
  }
  return count === 1 ? "1 davon ändert etwas" : `${count} davon ändern etwas`;
}

function ofWhichChange(count: number): string {
  if (count === 0) {
    return "none of them changes anything";
  }
  return count === 1 ? "1 of them changes something" : `${count} of them change something`;
}
