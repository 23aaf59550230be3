import type { Reach } from "../../contract/endpoint-paths.ts";
import type { Job } from "../../contract/missing-jobs.ts";
import { type Html, html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import type { ClientName } from "../client-files.ts";

/** Of the tools of an address. */
export interface Abilities {
  readonly deletes: boolean;
  readonly charges: boolean;
  readonly refunds: boolean;
  /** Whether a person is asked before money moves. */
  readonly asks: boolean;
}

interface ConnectTexts {
  readonly title: string;
  readonly reach: string;
  readonly reaches: Readonly<Record<Reach, string>>;
  readonly reachHints: Readonly<Record<Exclude<Reach, "all">, string>>;
  readonly allows: (abilities: Abilities) => string;
  readonly onlyAtDigistore24: (jobs: readonly Job[], refundsOnProof: boolean) => string;
  readonly advice: (readOnly: Html) => Html;
  readonly jobs: string;
  readonly jobsHint: string;
  readonly allTools: string;
  readonly thisPage: string;
  readonly part: (toolsets: string, everything: Html) => Html;
  readonly showAll: string;
  readonly address: string;
  readonly webAddress: string;
  readonly signInAddress: string;
  readonly keyAddress: string;
  readonly copyAddress: string;
  readonly copyAddressFor: (agent: string) => string;
  readonly exposed: string;
  readonly how: string;
  readonly addTo: (agent: string) => string;
  readonly adding: { readonly asks: string; readonly replaces: (placeholder: Html) => Html };
  readonly putIntoFile: (placeholder: Html) => Html;
  readonly putIntoCommand: (placeholder: Html) => Html;
  readonly webOff: string;
  readonly webTitle: string;
  readonly webUnreachable: (address: Html) => Html;
  readonly otherAgents: string;
  readonly places: Readonly<Record<ClientName, string>>;
  readonly configuration: (agent: string) => string;
  readonly copyConfiguration: (agent: string) => string;
}

/** The third step: an agent gets the address. */
export const CONNECT_TEXTS: Readonly<Record<Language, ConnectTexts>> = {
  de: {
    title: "Agenten verbinden",
    reach: "Was darf der Agent?",
    reaches: { all: "Alles", safe: "Sicher", readonly: "Nur lesen" },
    reachHints: {
      safe: "Abrufen und Neues anlegen. Der Agent bewegt kein Geld und überschreibt oder löscht nichts.",
      readonly: "Nur abrufen, auch wenn Ihr Schlüssel mehr erlaubt.",
    },
    allows: ({ deletes, charges, refunds, asks }) => {
      const money = charges
        ? `Geld von Käufern abbuchen${refunds ? " oder ihnen erstatten" : ""}`
        : "Käufern Geld erstatten";
      const acts = [
        "Abrufen",
        "anlegen",
        "ändern",
        ...(deletes ? ["löschen"] : []),
        ...(charges || refunds ? [`${asks ? "nach Rückfrage " : ""}${money}`] : []),
      ];
      return `${new Intl.ListFormat("de").format(acts)}, soweit Ihr Schlüssel es erlaubt.`;
    },
    onlyAtDigistore24: (jobs, refundsOnProof) => {
      const names = {
        refunding: refundsOnProof ? "erstatten (außer auf Leistungsnachweis-Anfragen)" : "erstatten",
        stopping: "Abos und Raten stoppen",
        deleting: "löschen",
      };
      return `Nur bei Digistore24 selbst: ${jobs.map((job) => names[job]).join(", ")}.`;
    },
    advice: (readOnly) => html`Unsicher? Beginnen Sie mit ${readOnly}; mehr erlauben können Sie später.`,
    jobs: "Nur für eine Aufgabe",
    jobsHint: "Mit weniger Werkzeugen arbeitet ein Agent besser und sicherer. Jede Auswahl hat ihre eigene Adresse:",
    allTools: "alle Werkzeuge",
    thisPage: "(diese Seite)",
    part: (toolsets, everything) => html`Diese Adresse bietet nur einen Teil an: ${toolsets}. ${everything}`,
    showAll: "Alles anzeigen",
    address: "Adresse für Ihren Agenten",
    webAddress: "Für claude.ai und ChatGPT",
    signInAddress: "Für Agenten mit Anmeldung (OAuth)",
    keyAddress: "Für alle anderen",
    copyAddress: "Adresse kopieren",
    copyAddressFor: (agent) => `Adresse für ${agent} kopieren`,
    exposed:
      "Diese Adresse ist nicht verschlüsselt: Andere im Netzwerk könnten einen Schlüssel mitlesen, der an sie gesendet wird.",
    how: "Wie verbinden Sie ihn?",
    addTo: (agent) => `${agent} verbinden`,
    adding: {
      asks: "Am schnellsten geht es mit diesem Knopf; das Programm fragt dann nach dem Schlüssel. Die Datei darunter ist der Weg ohne ihn.",
      replaces: (placeholder) =>
        html`Am schnellsten geht es mit diesem Knopf; ersetzen Sie danach ${placeholder} durch Ihren Schlüssel. Die Datei darunter ist der Weg ohne ihn.`,
    },
    putIntoFile: (placeholder) =>
      html`Fügen Sie diesen Text ein, ersetzen Sie ${placeholder} durch Ihren Schlüssel und starten Sie den Agenten neu. Enthält die Datei schon andere Server, ergänzen Sie nur den Eintrag digistore24.`,
    putIntoCommand: (placeholder) => html`Ersetzen Sie in diesem Befehl ${placeholder} durch Ihren Schlüssel.`,
    webOff:
      "claude.ai, die Claude-Apps und ChatGPT können sich erst verbinden, wenn der Betreiber dieses Servers ihre Anmeldung eingeschaltet hat. Bitten Sie ihn darum.",
    webTitle: "claude.ai, ChatGPT",
    webUnreachable: (address) =>
      html`claude.ai, die Claude-Apps und ChatGPT können sich hier nicht verbinden: Sie brauchen eine öffentliche Adresse mit https. Andere Agenten, die sich mit OAuth anmelden, verbinden sich mit ${address}.`,
    otherAgents: "Andere Agenten",
    places: {
      "claude-desktop":
        "Am einfachsten: Laden Sie die Erweiterung digistore24-mcp.mcpb von der Release-Seite dieses Projekts und öffnen Sie sie mit einem Doppelklick. Sie läuft auf Ihrem Rechner statt über diese Adresse; was Sie auf dieser Seite wählen, gilt also nicht für sie. Soll sie nur lesen, schalten Sie in ihren Einstellungen Look things up only ein. Ohne die Erweiterung: Installieren Sie Node.js und wählen Sie in Claude Desktop Settings > Developer > Edit Config. Das zeigt die Datei claude_desktop_config.json.",
      "claude-code": "Datei .mcp.json im Ordner Ihres Projekts. Legen Sie sie an, wenn es sie nicht gibt.",
      cursor: "Datei mcp.json im Ordner .cursor Ihres Benutzerordners. Legen Sie sie an, wenn es sie nicht gibt.",
      vscode: "Datei mcp.json im Ordner .vscode Ihres Projekts. Legen Sie sie an, wenn es sie nicht gibt.",
      windsurf:
        "Datei mcp_config.json im Ordner .codeium/windsurf Ihres Benutzerordners. Legen Sie sie an, wenn es sie nicht gibt.",
      codex: "Datei config.toml im Ordner .codex Ihres Benutzerordners. Legen Sie sie an, wenn es sie nicht gibt.",
      "gemini-cli":
        "Datei settings.json im Ordner .gemini Ihres Benutzerordners. Legen Sie sie an, wenn es sie nicht gibt.",
      "mcp-remote":
        "Für Agenten, die sich nicht mit einer Adresse verbinden, sondern ein Programm starten: Tragen Sie dort diesen Befehl ein. Auf Ihrem Rechner muss Node.js installiert sein.",
      inspector:
        "Kein Agent, sondern ein Programm zum Prüfen der Verbindung: In einem Terminal listet dieser Befehl die Werkzeuge auf. Auf Ihrem Rechner muss Node.js installiert sein.",
    },
    configuration: (agent) => `Konfiguration für ${agent}`,
    copyConfiguration: (agent) => `Konfiguration für ${agent} kopieren`,
  },
  en: {
    title: "Connect your agent",
    reach: "What may the agent do?",
    reaches: { all: "Everything", safe: "Safe", readonly: "Read only" },
    reachHints: {
      safe: "Look up and create. The agent moves no money, and overwrites or deletes nothing.",
      readonly: "Only look up, even if your key allows more.",
    },
    allows: ({ deletes, charges, refunds, asks }) => {
      const money = charges ? `charge${refunds ? " or refund" : ""} buyers` : "refund buyers";
      const acts = [
        "Look up",
        "create",
        "change",
        ...(deletes ? ["delete"] : []),
        ...(charges || refunds ? [`${money}${asks ? " after asking you" : ""}`] : []),
      ];
      return `${new Intl.ListFormat("en").format(acts)}, as far as your key allows.`;
    },
    onlyAtDigistore24: (jobs, refundsOnProof) => {
      const names = {
        refunding: refundsOnProof ? "refunds (except on service proof requests)" : "refunds",
        stopping: "stopping payments",
        deleting: "deleting",
      };
      return `Only at Digistore24 itself: ${jobs.map((job) => names[job]).join(", ")}.`;
    },
    advice: (readOnly) => html`Not sure? Begin with ${readOnly}; you can allow more later.`,
    jobs: "Only for one job",
    jobsHint: "An agent works better and more safely with fewer tools. Each selection has its own address:",
    allTools: "all tools",
    thisPage: "(this page)",
    part: (toolsets, everything) => html`This address offers only a part: ${toolsets}. ${everything}`,
    showAll: "Show everything",
    address: "Address for your agent",
    webAddress: "For claude.ai and ChatGPT",
    signInAddress: "For agents that sign in (OAuth)",
    keyAddress: "For all others",
    copyAddress: "Copy the address",
    copyAddressFor: (agent) => `Copy the address for ${agent}`,
    exposed: "This address is not encrypted: others on the network could read a key that is sent to it.",
    how: "How do you connect it?",
    addTo: (agent) => `Add to ${agent}`,
    adding: {
      asks: "The quickest way is this button; the program then asks for the key. The file below is the way without it.",
      replaces: (placeholder) =>
        html`The quickest way is this button; then replace ${placeholder} with your key. The file below is the way without it.`,
    },
    putIntoFile: (placeholder) =>
      html`Paste this text, replace ${placeholder} with your key, and restart the agent. If the file already has other servers, add only the entry digistore24.`,
    putIntoCommand: (placeholder) => html`In this command, replace ${placeholder} with your key.`,
    webOff:
      "claude.ai, the Claude apps and ChatGPT cannot connect until the operator of this server has switched on their sign-in. Ask the operator for it.",
    webTitle: "claude.ai, ChatGPT",
    webUnreachable: (address) =>
      html`claude.ai, the Claude apps and ChatGPT cannot connect here: they need a public https address. Other agents that sign in by OAuth connect to ${address}.`,
    otherAgents: "Other agents",
    places: {
      "claude-desktop":
        "The easiest way: download the extension digistore24-mcp.mcpb from this project's release page and open it with a double click. It runs on your computer instead of through this address, so what you choose on this page does not apply to it. If it should only read, switch on Look things up only in its settings. Without the extension: install Node.js and choose Settings > Developer > Edit Config in Claude Desktop. This shows the file claude_desktop_config.json.",
      "claude-code": "The file .mcp.json in your project's folder. Create it if it does not exist.",
      cursor: "The file mcp.json in the folder .cursor of your user folder. Create it if it does not exist.",
      vscode: "The file mcp.json in the folder .vscode of your project. Create it if it does not exist.",
      windsurf:
        "The file mcp_config.json in the folder .codeium/windsurf of your user folder. Create it if it does not exist.",
      codex: "The file config.toml in the folder .codex of your user folder. Create it if it does not exist.",
      "gemini-cli": "The file settings.json in the folder .gemini of your user folder. Create it if it does not exist.",
      "mcp-remote":
        "For agents that do not connect to an address but start a program: enter this command there. Needs Node.js on your machine.",
      inspector:
        "Not an agent but a program that checks the connection: in a terminal, this command lists the tools. Needs Node.js on your machine.",
    },
    configuration: (agent) => `Configuration for ${agent}`,
    copyConfiguration: (agent) => `Copy the configuration for ${agent}`,
  },
};
