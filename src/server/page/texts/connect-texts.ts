import type { Reach } from "../../contract/endpoint-paths.ts";
import { type Html, html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import type { ClientName } from "../client-files.ts";

interface ConnectTexts {
  readonly title: string;
  readonly reach: string;
  readonly reaches: Readonly<Record<Reach, string>>;
  readonly reachHints: Readonly<Record<Reach | "money" | "askedMoney", string>>;
  readonly jobs: string;
  readonly jobsHint: string;
  readonly allTools: string;
  readonly thisPage: string;
  readonly part: (toolsets: string, everything: Html) => Html;
  readonly showAll: string;
  readonly address: string;
  readonly webAddress: string;
  readonly keyAddress: string;
  readonly copyAddress: string;
  readonly copyAddressFor: (agent: string) => string;
  readonly exposed: string;
  readonly addTo: (agent: string) => string;
  readonly afterAdding: (placeholder: Html) => Html;
  readonly guides: string;
  readonly replace: (placeholder: Html) => Html;
  readonly webOff: string;
  readonly webTitle: string;
  readonly webUnreachable: (address: Html) => Html;
  readonly otherAgents: string;
  readonly places: Readonly<Partial<Record<ClientName, string>>>;
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
      all: "Abrufen, anlegen, ändern und löschen, soweit Ihr Schlüssel es erlaubt. Im Zweifel: Nur lesen.",
      money:
        "Abrufen, anlegen, ändern, löschen und Käufern Geld abbuchen oder erstatten, soweit Ihr Schlüssel es erlaubt. Im Zweifel: Nur lesen.",
      askedMoney:
        "Abrufen, anlegen, ändern, löschen und, nach Rückfrage, Käufern Geld abbuchen oder erstatten, soweit Ihr Schlüssel es erlaubt. Im Zweifel: Nur lesen.",
      safe: "Abrufen und Neues anlegen. Es bewegt sich kein Geld, und nichts wird überschrieben oder gelöscht.",
      readonly: "Nur abrufen, auch wenn Ihr Schlüssel mehr erlaubt.",
    },
    jobs: "Nur für eine Aufgabe",
    jobsHint: "Mit weniger Werkzeugen arbeitet ein Agent besser und sicherer. Jede Auswahl hat ihre eigene Adresse:",
    allTools: "alle Werkzeuge",
    thisPage: "(diese Seite)",
    part: (toolsets, everything) => html`Diese Adresse bietet nur einen Teil an: ${toolsets}. ${everything}`,
    showAll: "Alles anzeigen",
    address: "Adresse für Ihren Agenten",
    webAddress: "Für claude.ai und ChatGPT",
    keyAddress: "Für alle anderen",
    copyAddress: "Adresse kopieren",
    copyAddressFor: (agent) => `Adresse für ${agent} kopieren`,
    exposed:
      "Diese Adresse ist nicht verschlüsselt: Andere im Netzwerk könnten einen Schlüssel mitlesen, der an sie gesendet wird.",
    addTo: (agent) => `${agent} verbinden`,
    afterAdding: (placeholder) =>
      html`VS Code fragt nach dem Schlüssel; in Cursor ersetzen Sie ${placeholder} danach selbst.`,
    guides: "So geht es bei jedem Agenten:",
    replace: (placeholder) => html`Ersetzen Sie ${placeholder} durch Ihren Schlüssel und starten Sie den Agenten neu.`,
    webOff:
      "claude.ai, die Claude-Apps und ChatGPT können sich erst verbinden, wenn der Betreiber dieses Servers ihre Anmeldung eingeschaltet hat. Bitten Sie ihn darum.",
    webTitle: "claude.ai, ChatGPT",
    webUnreachable: (address) =>
      html`claude.ai, die Claude-Apps und ChatGPT können sich hier nicht verbinden: Sie brauchen eine öffentliche Adresse mit https. Andere Agenten, die sich mit OAuth anmelden, verbinden sich mit ${address}.`,
    otherAgents: "Andere Agenten",
    places: {
      "claude-desktop":
        "Am einfachsten: Installieren Sie die Erweiterung digistore24-mcp.mcpb mit einem Doppelklick. Ohne sie, mit Node.js auf Ihrem Rechner: Settings > Developer > Edit Config.",
      "claude-code": "Datei .mcp.json im Ordner Ihres Projekts. Legen Sie sie an, wenn es sie nicht gibt.",
      cursor: "Datei mcp.json im Ordner .cursor Ihres Benutzerordners. Legen Sie sie an, wenn es sie nicht gibt.",
      vscode: "Datei mcp.json im Ordner .vscode Ihres Projekts. Legen Sie sie an, wenn es sie nicht gibt.",
      "mcp-remote": "Für Agenten, die nur ein Programm starten können.",
      inspector:
        "Zeigt die Werkzeuge in einem Terminal, um die Verbindung zu prüfen. Auf Ihrem Rechner muss Node.js installiert sein.",
    },
    configuration: (agent) => `Konfiguration für ${agent}`,
    copyConfiguration: (agent) => `Konfiguration für ${agent} kopieren`,
  },
  en: {
    title: "Connect your agent",
    reach: "What may the agent do?",
    reaches: { all: "Everything", safe: "Safe", readonly: "Read only" },
    reachHints: {
      all: "Look up, create, change and delete, as far as your key allows. If in doubt: Read only.",
      money:
        "Look up, create, change, delete, and charge or refund buyers, as far as your key allows. If in doubt: Read only.",
      askedMoney:
        "Look up, create, change, delete, and charge or refund buyers after asking you, as far as your key allows. If in doubt: Read only.",
      safe: "Look up and create. No money moves, and nothing is overwritten or deleted.",
      readonly: "Only look up, even if your key allows more.",
    },
    jobs: "Only for one job",
    jobsHint: "An agent works better and more safely with fewer tools. Each selection has its own address:",
    allTools: "all tools",
    thisPage: "(this page)",
    part: (toolsets, everything) => html`This address serves a part: ${toolsets}. ${everything}`,
    showAll: "Show everything",
    address: "Address for your agent",
    webAddress: "For claude.ai and ChatGPT",
    keyAddress: "For all others",
    copyAddress: "Copy the address",
    copyAddressFor: (agent) => `Copy the address for ${agent}`,
    exposed: "This address is not encrypted: others on the network could read a key that is sent to it.",
    addTo: (agent) => `Add to ${agent}`,
    afterAdding: (placeholder) => html`VS Code asks for the key; in Cursor, replace ${placeholder} with it afterwards.`,
    guides: "How to connect each agent:",
    replace: (placeholder) => html`Replace ${placeholder} with your key, then restart the agent.`,
    webOff:
      "claude.ai, the Claude apps and ChatGPT cannot connect until the operator of this server has switched on their sign-in. Ask for it.",
    webTitle: "claude.ai, ChatGPT",
    webUnreachable: (address) =>
      html`claude.ai, the Claude apps and ChatGPT cannot connect here: they need a public https address. Other agents that sign in by OAuth connect to ${address}.`,
    otherAgents: "Other agents",
    places: {
      "claude-desktop":
        "The easiest way: install the extension digistore24-mcp.mcpb with a double click. Without it, with Node.js on your machine: Settings > Developer > Edit Config.",
      "claude-code": "The file .mcp.json in your project's folder. Create it if it does not exist.",
      cursor: "The file mcp.json in the folder .cursor of your user folder. Create it if it does not exist.",
      vscode: "The file mcp.json in the folder .vscode of your project. Create it if it does not exist.",
      "mcp-remote": "For agents that can only start a program.",
      inspector: "Lists the tools in a terminal, to check that the connection works. Needs Node.js on your machine.",
    },
    configuration: (agent) => `Configuration for ${agent}`,
    copyConfiguration: (agent) => `Copy the configuration for ${agent}`,
  },
};
