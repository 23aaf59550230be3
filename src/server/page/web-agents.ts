import type { Language } from "../kit/language.ts";
import { isPublicHost } from "../kit/public-host.ts";

export const WEB_AGENT_NAMES = ["claude-ai", "chatgpt"] as const;
export type WebAgentName = (typeof WEB_AGENT_NAMES)[number];

/** How people connect an agent that has no file, but a menu and a sign-in on a page of this server. */
interface WebAgentGuide {
  readonly title: string;
  readonly steps: (handsOver: HandsOver) => readonly string[];
}

/** Agents on the web connect from servers of their own, and only over https. */
export function isForWebAgents(webUrl: string | undefined): webUrl is string {
  return webUrl?.startsWith("https:") === true && isPublicHost(new URL(webUrl).hostname);
}

export const MENUS_CHANGE: Readonly<Record<Language, string>> = {
  de: "Diese Menüs ändern sich von Zeit zu Zeit; ein Name kann also anders lauten als hier.",
  en: "These menus change from time to time, so a name may differ from the one given here.",
};

const PAGE_OPENS: Readonly<Record<Language, string>> = {
  de: "Es öffnet sich eine Seite dieses Servers, die zeigt, welches Programm um Zugriff bittet: Wählen Sie, ob es nur lesen darf, und",
  en: "A page of this server opens and says which program asks for access: choose whether it may only read, then",
};
/** Whether the consent page leads to Digistore24, which is up to the operator; `unknown` to a program that is not the server. */
export type HandsOver = boolean | "unknown";

const DECIDE: Readonly<Record<Language, Readonly<Record<`${HandsOver}`, string>>>> = {
  de: {
    true: "stimmen Sie dann bei Digistore24 zu oder geben Sie einen API-Schlüssel ein.",
    false: "geben Sie dann Ihren API-Schlüssel ein.",
    unknown: "geben Sie dann Ihren API-Schlüssel ein oder stimmen Sie bei Digistore24 zu, wenn die Seite das anbietet.",
  },
  en: {
    true: "agree at Digistore24 or enter an API key.",
    false: "enter your API key.",
    unknown: "enter an API key, or agree at Digistore24 if the page offers that.",
  },
};

function consentStep(language: Language, handsOver: HandsOver): string {
  return `${PAGE_OPENS[language]} ${DECIDE[language][`${handsOver}`]}`;
}

export const WEB_AGENT_GUIDES: Readonly<Record<Language, Readonly<Record<WebAgentName, WebAgentGuide>>>> = {
  de: {
    "claude-ai": {
      title: "claude.ai und die Claude-Apps",
      steps: (handsOver) => [
        "Öffnen Sie in claude.ai oder Claude Desktop Customize > Connectors (in älteren Versionen Settings > Connectors) und wählen Sie + > Add custom connector.",
        "Geben Sie einen Namen wie Digistore24 und die Adresse ein, lassen Sie Advanced settings leer und wählen Sie Add.",
        `Wählen Sie neben dem neuen Connector Connect. ${consentStep("de", handsOver)}`,
        "Danach zeigt Claude die Werkzeuge an. In einem Gespräch schalten Sie sie mit + > Connectors ein und aus.",
        "Auch die Apps für iOS und Android zeigen den Connector; hinzufügen lässt er sich dort nicht.",
        "Bei einem Team- oder Enterprise-Tarif fügt zuerst ein Owner (Inhaber) den Connector zur Organisation hinzu; danach verbindet ihn jedes Mitglied für sich.",
      ],
    },
    chatgpt: {
      title: "ChatGPT",
      steps: (handsOver) => [
        "Öffnen Sie in ChatGPT im Browser Plugins (chatgpt.com/plugins) und wählen Sie + > Add custom MCP server. In älteren Versionen: Settings > Apps & Connectors > Advanced settings > Developer mode, dann Create.",
        "Geben Sie einen Namen wie Digistore24 und die Adresse als Server-URL ein, wählen Sie OAuth als Authentifizierung, bestätigen Sie die Warnung und legen Sie den Server an.",
        `Wählen Sie Connect. ${consentStep("de", handsOver)}`,
        "Danach zeigt ChatGPT die Werkzeuge an. Installieren Sie das Plugin, wenn ChatGPT darum bittet, und wählen Sie es in einem Gespräch mit +.",
        "Im Workspace eines Unternehmens muss ein Administrator eigene MCP-Server möglicherweise erst erlauben.",
      ],
    },
  },
  en: {
    "claude-ai": {
      title: "claude.ai and the Claude apps",
      steps: (handsOver) => [
        "In claude.ai or Claude Desktop, open Customize > Connectors (older versions: Settings > Connectors) and choose + > Add custom connector.",
        "Enter a name such as Digistore24 and the address, leave Advanced settings empty, and choose Add.",
        `Choose Connect next to the new connector. ${consentStep("en", handsOver)}`,
        "Claude then shows the tools. In a conversation, + > Connectors switches them on and off.",
        "The apps for iOS and Android show the connector as well; it cannot be added there.",
        "With a Team or Enterprise plan, an owner adds the connector to the organization first; then each member connects it.",
      ],
    },
    chatgpt: {
      title: "ChatGPT",
      steps: (handsOver) => [
        "In ChatGPT on the web, open Plugins (chatgpt.com/plugins) and choose + > Add custom MCP server. Older versions: Settings > Apps & Connectors > Advanced settings > Developer mode, then Create.",
        "Enter a name such as Digistore24 and the address as server URL, choose OAuth as authentication, confirm the warning, and create it.",
        `Choose Connect. ${consentStep("en", handsOver)}`,
        "ChatGPT then shows the tools. Install the plugin if it asks for that, and choose it with + in a conversation.",
        "In a company's workspace, an administrator may have to allow custom MCP servers first.",
      ],
    },
  },
};
