import type { Language } from "../../kit/language.ts";

interface ProblemTexts {
  readonly title: string;
  readonly nothingHere: string;
  readonly unreadable: string;
  readonly noHost: string;
  readonly noToolset: (names: readonly string[]) => string;
  readonly noTool: string;
  readonly toolsets: string;
  readonly jobs: string;
  readonly toPage: string;
}

const AND_DE = new Intl.ListFormat("de");
const OR_EN = new Intl.ListFormat("en", { type: "disjunction" });

/** The pages at addresses where nothing is served. */
export const PROBLEM_TEXTS: Readonly<Record<Language, ProblemTexts>> = {
  de: {
    title: "Diese Adresse gibt es nicht",
    nothingHere: "Unter dieser Adresse bietet der Server nichts an. Prüfen Sie, ob sie richtig geschrieben ist.",
    unreadable: "Der Server kann diese Adresse nicht lesen. Prüfen Sie, ob sie richtig geschrieben ist.",
    noHost: "Die Anfrage nennt keinen gültigen Hostnamen.",
    noToolset: (names) =>
      `${names.length === 1 ? "Den Bereich" : "Die Bereiche"} ${AND_DE.format(names.map((name) => `„${name}“`))} gibt es hier nicht.`,
    noTool: "Unter dieser Adresse gibt es kein Werkzeug: Keines erfüllt alle Bedingungen der Adresse.",
    toolsets: "Diese Bereiche gibt es:",
    jobs: "Für eine Aufgabe:",
    toPage: "Zur Startseite dieses Servers",
  },
  en: {
    title: "This address does not exist",
    nothingHere: "The server offers nothing at this address. Check that it is spelled correctly.",
    unreadable: "The server cannot read this address. Check that it is spelled correctly.",
    noHost: "The request does not name a valid host.",
    noToolset: (names) => `There is no toolset ${OR_EN.format(names.map((name) => `“${name}”`))} here.`,
    noTool: "There is no tool at this address: none meets all its conditions.",
    toolsets: "These toolsets exist:",
    jobs: "For one job:",
    toPage: "Go to the start page of this server",
  },
};
