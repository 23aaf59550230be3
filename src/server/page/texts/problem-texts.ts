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

/** The pages at addresses where nothing is served. */
export const PROBLEM_TEXTS: Readonly<Record<Language, ProblemTexts>> = {
  de: {
    title: "Diese Adresse gibt es nicht",
    nothingHere: "Unter dieser Adresse bietet der Server nichts an. Prüfen Sie, ob sie richtig geschrieben ist.",
    unreadable: "Der Server kann diese Adresse nicht lesen. Prüfen Sie, ob sie richtig geschrieben ist.",
    noHost: "Die Anfrage nennt keinen gültigen Hostnamen.",
    noToolset: (names) => `Den Bereich ${names.map((name) => `„${name}“`).join(", ")} gibt es hier nicht.`,
    noTool: "Unter dieser Adresse ist kein Werkzeug übrig: Keines erfüllt alle ihre Bedingungen.",
    toolsets: "Diese Bereiche gibt es:",
    jobs: "Für eine Aufgabe:",
    toPage: "Zur Startseite dieses Servers",
  },
  en: {
    title: "This address does not exist",
    nothingHere: "The server offers nothing at this address. Check that it is spelled correctly.",
    unreadable: "The server cannot read this address. Check that it is spelled correctly.",
    noHost: "The request names no valid host.",
    noToolset: (names) => `There is no toolset ${names.map((name) => `“${name}”`).join(", ")} here.`,
    noTool: "No tool is left at this address: no tool meets all its conditions.",
    toolsets: "These toolsets exist:",
    jobs: "For one job:",
    toPage: "Go to the start page of this server",
  },
};
