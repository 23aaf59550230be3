export const WEB_AGENT_NAMES = ["claude-ai", "chatgpt"] as const;
export type WebAgentName = (typeof WEB_AGENT_NAMES)[number];

/** How people connect an agent that has no file, but a menu and a sign-in on a page of this server. */
interface WebAgentGuide {
  readonly title: string;
  readonly steps: readonly string[];
}

export const MENUS_CHANGE = "These menus change from time to time, so a name may differ from the one given here.";

const CONSENT =
  "A page of this server opens and says which program asks for access: choose whether it may only read, then agree at Digistore24 or enter an API key.";

export const WEB_AGENT_GUIDES: Readonly<Record<WebAgentName, WebAgentGuide>> = {
  "claude-ai": {
    title: "claude.ai and the Claude apps",
    steps: [
      "In claude.ai or Claude Desktop, open Customize > Connectors (older versions: Settings > Connectors) and choose + > Add custom connector.",
      "Enter a name such as Digistore24 and the address, leave Advanced settings empty, and choose Add.",
      `Choose Connect next to the new connector. ${CONSENT}`,
      "Claude then shows the tools. In a conversation, + > Connectors switches them on and off.",
      "The apps for iOS and Android show the connector as well; it cannot be added there.",
      "With a Team or Enterprise plan, an owner adds the connector to the organization first; then each member connects it.",
    ],
  },
  chatgpt: {
    title: "ChatGPT",
    steps: [
      "In ChatGPT on the web, open Plugins (chatgpt.com/plugins) and choose + > Add custom MCP server. Older versions: Settings > Apps & Connectors > Advanced settings > Developer mode, then Create.",
      "Enter a name such as Digistore24 and the address as server URL, choose OAuth as authentication, confirm the warning, and create it.",
      `Choose Connect. ${CONSENT}`,
      "ChatGPT then shows the tools. Install the plugin if it asks for that, and choose it with + in a conversation.",
      "In a company's workspace, an administrator may have to allow custom MCP servers first.",
    ],
  },
};
