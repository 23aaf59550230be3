import { type Html, html } from "../kit/html.ts";
import { isPublicHost } from "../kit/public-host.ts";
import { type ClientName, type Connection, formatOf, KEY_PLACEHOLDER, snippetOf } from "./client-files.ts";
import { copyButton } from "./copy-button.ts";
import { MENUS_CHANGE, WEB_AGENT_GUIDES, WEB_AGENT_NAMES, type WebAgentName } from "./web-agents.ts";

interface Guide {
  readonly client: ClientName;
  readonly title: string;
  /** The place for the snippet, if it is not one file on every system. */
  readonly place?: string;
}

const GUIDES: readonly Guide[] = [
  {
    client: "claude-desktop",
    title: "Claude Desktop",
    place: "Settings > Developer > Edit Config. Needs Node.js on your machine.",
  },
  { client: "claude-code", title: "Claude Code" },
  { client: "cursor", title: "Cursor" },
  { client: "vscode", title: "VS Code" },
  { client: "windsurf", title: "Windsurf" },
  { client: "codex", title: "Codex" },
  { client: "gemini-cli", title: "Gemini CLI" },
  {
    client: "mcp-remote",
    title: "Other agents",
    place: "For agents that can only start a program.",
  },
  {
    client: "inspector",
    title: "MCP Inspector",
    place: "Lists the tools in a terminal, to check that the connection works. Needs Node.js on your machine.",
  },
];

const NAME = "digistore24";
/** VS Code asks for the key once and stores it with its secrets. */
const KEY_INPUT = {
  id: "digistore24-api-key",
  type: "promptString",
  description: "Digistore24 API key",
  password: true,
};

/** Renders how to connect an agent to an address, with a placeholder for the key, or by signing in at `webUrl`. */
export function renderConnectSection(url: string, webUrl: string | undefined): Html {
  const connection = { name: NAME, url, key: KEY_PLACEHOLDER };
  const web = isForWebAgents(webUrl) ? WEB_AGENT_NAMES.map((agent) => renderWebGuide(agent, webUrl)) : [];
  const guides = [...web, ...GUIDES.map((guide) => renderGuide(guide, connection))];
  return html`<section id="connect" aria-labelledby="connect-title">
<h2 id="connect-title">Connect your agent</h2>
<p class="install"><a class="button" href="${cursorLink(connection)}">Add to Cursor</a>
<a class="button" href="${vscodeLink(connection)}">Add to VS Code</a></p>
<p class="hint">${webHint(webUrl)} VS Code asks for your key. Everywhere else, replace <code>${KEY_PLACEHOLDER}</code> with your key, then restart the agent.</p>
<div class="guides">
${guides.map(({ title, content }, index) => renderDetails(title, content, index === 0))}
</div>
</section>`;
}

/** Agents in the web connect from servers of their own, and only over https. */
function isForWebAgents(webUrl: string | undefined): webUrl is string {
  return webUrl?.startsWith("https:") === true && isPublicHost(new URL(webUrl).hostname);
}

function webHint(webUrl: string | undefined): Html {
  if (webUrl === undefined) {
    return html`claude.ai, the Claude apps and ChatGPT cannot connect until the operator of this server has switched on their sign-in.`;
  }
  return isForWebAgents(webUrl)
    ? html`claude.ai, the Claude apps and ChatGPT have you sign in on a page of this server.`
    : html`claude.ai, the Claude apps and ChatGPT cannot connect here: they need a public https address. Other agents that sign in by OAuth connect to <code>${webUrl}</code>.`;
}

interface RenderedGuide {
  readonly title: string;
  readonly content: Html;
}

function renderDetails(title: string, content: Html, isOpen: boolean): Html {
  return html`<details name="client"${isOpen ? html` open` : ""}>
<summary>${title}</summary>
<div class="guide">${content}</div>
</details>`;
}

function renderGuide({ client, title, place }: Guide, connection: Connection): RenderedGuide {
  const format = formatOf(client, "~");
  const id = `snippet-${client}`;
  const location = place ?? html`<code>${format.file ?? ""}</code>`;
  const content = html`<p class="place">${location} ${copyButton(id, `the configuration for ${title}`)}</p>
<pre tabindex="0" role="region" aria-label="Configuration for ${title}"><code id="${id}">${snippetOf(format, [connection])}</code></pre>`;
  return { title, content };
}

function renderWebGuide(agent: WebAgentName, url: string): RenderedGuide {
  const { title, steps } = WEB_AGENT_GUIDES[agent];
  const id = `address-${agent}`;
  const content = html`<p class="place"><code id="${id}">${url}</code> ${copyButton(id, `the address for ${title}`)}</p>
<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>
<p class="hint">${MENUS_CHANGE}</p>`;
  return { title, content };
}

function cursorLink(connection: Connection): string {
  const config = Buffer.from(JSON.stringify(formatOf("cursor").entry(connection))).toString("base64");
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${connection.name}&config=${encodeURIComponent(config)}`;
}

function vscodeLink(connection: Connection): string {
  const entry = formatOf("vscode").entry({ ...connection, key: `\${input:${KEY_INPUT.id}}` }) as object;
  const server = { name: connection.name, ...entry, inputs: [KEY_INPUT] };
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify(server))}`;
}
