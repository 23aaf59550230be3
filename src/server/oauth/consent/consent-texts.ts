import { type Html, html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import type { Access } from "../scopes.ts";

interface ConsentTexts {
  readonly title: string;
  readonly lead: string;
  readonly program: string;
  readonly unnamed: string;
  readonly selfNamed: string;
  readonly vouched: (host: Html) => Html;
  readonly returnsTo: string;
  readonly handedThere: string;
  readonly onThisComputer: string;
  readonly onlyIfYours: string;
  readonly anyProgram: string;
  readonly question: string;
  readonly choices: Readonly<Record<Access, string>>;
  readonly reads: (tools: number) => string;
  readonly beyondReadKey: (titles: readonly string[]) => string;
  readonly createsReadKey: string;
  readonly changes: (tools: number, deletes: boolean) => string;
  readonly movesMoney: string;
  readonly confirms: string;
  readonly neverConfirms: string;
  readonly asksOnlyRead: string;
  readonly offersOnlyRead: string;
  readonly handOver: string;
  readonly handOverHint: string;
  readonly toDigistore24: string;
  readonly pasteInstead: string;
  readonly paste: string;
  readonly key: string;
  readonly keyPlace: string;
  readonly useKey: string;
  readonly keptWhere: string;
  readonly ending: string;
  readonly cancel: string;
  readonly toField: string;
}

/** The consent page's texts. Names and numbers come from the request. */
export const CONSENT_TEXTS: Readonly<Record<Language, ConsentTexts>> = {
  de: {
    title: "Zugriff auf Ihr Konto bei Digistore24 erlauben?",
    lead: "Ein Programm möchte über diesen Server in Ihrem Konto bei Digistore24 arbeiten.",
    program: "Programm",
    unnamed: "Programm ohne Namen",
    selfNamed: "Diesen Namen gibt sich das Programm selbst. Niemand hat ihn geprüft.",
    vouched: (host) => html`Unter diesem Namen beschreibt es ein Dokument auf ${host}.`,
    returnsTo: "Danach zurück zu",
    handedThere: "Nur dorthin wird der Zugriff übergeben.",
    onThisComputer: "Das ist ein Programm auf diesem Computer. Nur ihm wird der Zugriff übergeben.",
    onlyIfYours:
      "Fahren Sie nur fort, wenn Sie diese Verbindung gerade selbst gestartet haben. Hat Ihnen jemand einen Link zu dieser Seite geschickt, brechen Sie ab: Sonst könnte diese Person Zugriff auf Ihr Konto bekommen.",
    anyProgram:
      "Jedes Programm auf diesem Computer kann unter diesem Namen anfragen. Fahren Sie nur fort, wenn Sie das Programm gerade selbst gestartet und dort die Verbindung angefordert haben. Hat Ihnen jemand einen Link zu dieser Seite geschickt, brechen Sie ab: Sonst könnte diese Person Zugriff auf Ihr Konto bekommen.",
    question: "Was darf das Programm?",
    choices: {
      read: "Nur lesen",
      change: "Lesen und ändern, aber kein Geld bewegen",
      money: "Lesen, ändern und Geld bewegen",
    },
    reads: (tools) =>
      `Kann mit ${werkzeugen(tools)} Daten abrufen. Geändert wird nichts, auch wenn Ihr Schlüssel mehr erlaubt.`,
    beyondReadKey: (titles) =>
      `${new Intl.ListFormat("de").format(titles.map((title) => `„${title}“`))} ${titles.length === 1 ? "braucht" : "brauchen"} auch zum Lesen einen Schlüssel mit Vollzugriff.`,
    createsReadKey: "Digistore24 legt für diese Wahl einen mit Lesezugriff an.",
    changes: (tools, deletes) =>
      `Kann außerdem mit ${werkzeugen(tools, "weiteren ")} Daten ${deletes ? "anlegen, ändern und löschen" : "anlegen und ändern"}. Käufern etwas abbuchen oder erstatten kann es nicht.`,
    movesMoney: "Kann außerdem diese Werkzeuge benutzen, die Käufern Geld abbuchen oder erstatten:",
    confirms: "Bevor eines davon ausgeführt wird, fragt dieser Server Sie um Ihre Zustimmung.",
    neverConfirms: "Sie werden ausgeführt, ohne dass dieser Server Sie vorher fragt.",
    asksOnlyRead: "Nur lesen. Um mehr hat das Programm nicht gebeten.",
    offersOnlyRead: "Nur lesen. Mehr bietet diese Adresse nicht an.",
    handOver: "Bei Digistore24 zustimmen",
    handOverHint: "Digistore24 fragt Sie nach Ihrer Zustimmung und legt einen Schlüssel nur für diese Verbindung an.",
    toDigistore24: "Weiter zu Digistore24",
    pasteInstead: "Stattdessen einen vorhandenen Schlüssel verwenden",
    paste: "Ihr API-Schlüssel",
    key: "API-Schlüssel von Digistore24",
    keyPlace: "Ihre Schlüssel finden Sie bei Digistore24 unter Einstellungen > Kontozugriff > API-Schlüssel.",
    useKey: "Mit diesem Schlüssel verbinden",
    keptWhere:
      "Der Schlüssel wird verschlüsselt in den Zugang eingeschlossen, den das Programm erhält. Nur dieser Server kann ihn öffnen; das Programm kann ihn nicht lesen, und hier wird er nicht gespeichert.",
    ending: "Um den Zugriff zu beenden, löschen Sie den Schlüssel bei Digistore24.",
    cancel: "Abbrechen",
    toField: "Zum Eingabefeld",
  },
  en: {
    title: "Allow access to your Digistore24 account?",
    lead: "A program wants to work in your Digistore24 account through this server.",
    program: "Program",
    unnamed: "Program without a name",
    selfNamed: "The program gives itself this name. Nobody has checked it.",
    vouched: (host) => html`A document at ${host} describes it under this name.`,
    returnsTo: "Then back to",
    handedThere: "Access is handed over there and nowhere else.",
    onThisComputer: "This is a program on this computer. Access is handed over to it and to nothing else.",
    onlyIfYours:
      "Continue only if you have just started this connection yourself. If somebody sent you a link to this page, cancel: otherwise that person could get access to your account.",
    anyProgram:
      "Any program on this computer can ask under this name. Continue only if you have just started the program yourself and asked it to connect. If somebody sent you a link to this page, cancel: otherwise that person could get access to your account.",
    question: "What may the program do?",
    choices: {
      read: "Read only",
      change: "Read and change, but move no money",
      money: "Read, change and move money",
    },
    reads: (tools) => `Can look up data with ${countTools(tools)}. Nothing is changed, even if your key allows more.`,
    beyondReadKey: (titles) =>
      `${new Intl.ListFormat("en").format(titles.map((title) => `“${title}”`))} ${titles.length === 1 ? "needs" : "need"} a key with full access, even to read.`,
    createsReadKey: "For this choice, Digistore24 creates a key with read access.",
    changes: (tools, deletes) =>
      `Can also ${deletes ? "create, change and delete" : "create and change"} data with ${countTools(tools, "more ")}. It cannot charge or refund buyers.`,
    movesMoney: "Can also use these tools, which charge or refund buyers:",
    confirms: "Before any of them runs, this server asks for your approval.",
    neverConfirms: "They run without this server asking you first.",
    asksOnlyRead: "Read only. The program has not asked for more.",
    offersOnlyRead: "Read only. This address offers no more.",
    handOver: "Agree on Digistore24's page",
    handOverHint: "Digistore24 asks you to agree and creates a key for this connection alone.",
    toDigistore24: "Continue to Digistore24",
    pasteInstead: "Use an existing key instead",
    paste: "Your API key",
    key: "Digistore24 API key",
    keyPlace: "Your keys are in Digistore24 under Settings > Account access > API keys.",
    useKey: "Connect with this key",
    keptWhere:
      "The key is sealed into the access that the program receives. Only this server can open it; the program cannot read it, and it is not stored here.",
    ending: "To end the access, delete the key in Digistore24.",
    cancel: "Cancel",
    toField: "Go to the field",
  },
};

function werkzeugen(count: number, more = ""): string {
  return count === 1 ? `einem ${more}Werkzeug` : `${count} ${more}Werkzeugen`;
}

function countTools(count: number, more = ""): string {
  return count === 1 ? `one ${more}tool` : `${count} ${more}tools`;
}
