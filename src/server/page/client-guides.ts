import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { type ClientName, type Connection, formatOf, KEY_PLACEHOLDER, snippetOf } from "./client-files.ts";
import { copyButton } from "./copy-button.ts";
import { renderInstall } from "./install-links.ts";
import type { PageView } from "./page-view.ts";
import { CONNECT_TEXTS } from "./texts/connect-texts.ts";
import { isForWebAgents, MENUS_CHANGE, WEB_AGENT_GUIDES, WEB_AGENT_NAMES, type WebAgentName } from "./web-agents.ts";

/** In the order of the page. Without a name of its own, an entry is for other agents. */
const OTHER_GUIDES: Readonly<Record<Exclude<ClientName, "claude-desktop">, string | undefined>> = {
  "claude-code": "Claude Code",
  cursor: "Cursor",
  vscode: "VS Code",
  windsurf: "Windsurf",
  codex: "Codex",
  "gemini-cli": "Gemini CLI",
  "mcp-remote": undefined,
  inspector: "MCP Inspector",
};

/**
 * Renders how each agent is connected with a key, and those that sign in at `webUrl`. What sellers use comes before the
 * tools of developers, and first of all what is the easiest.
 */
export function renderGuides({ language, webUrl, handsOver }: PageView, connection: Connection): Html {
  const desktop = renderGuide(language, connection, { client: "claude-desktop", title: "Claude Desktop" });
  const names = Object.entries(OTHER_GUIDES) as [ClientName, string | undefined][];
  const others = names.map(([client, name]) =>
    renderGuide(language, connection, { client, title: name ?? CONNECT_TEXTS[language].otherAgents }),
  );
  const first = isForWebAgents(webUrl)
    ? [...WEB_AGENT_NAMES.map((agent) => renderWebGuide(language, { agent, url: webUrl, handsOver })), desktop]
    : [desktop, renderWebObstacle(language, webUrl)];
  return html`<div class="chips guides">
${first}${others}
</div>`;
}

function renderDetails(title: string, content: Html): Html {
  return html`<details name="client">
<summary><span class="name">${title}</span></summary>
<div class="guide">${content}</div>
</details>
`;
}

interface Guide {
  readonly client: ClientName;
  readonly title: string;
}

function renderGuide(language: Language, connection: Connection, { client, title }: Guide): Html {
  const texts = CONNECT_TEXTS[language];
  const format = formatOf(client, "~");
  const id = `snippet-${client}`;
  const instruct = format.file === undefined ? texts.putIntoCommand : texts.putIntoFile;
  return renderDetails(
    title,
    html`${renderInstall(language, connection, client)}<p>${texts.places[client]}</p>
<p>${instruct(html`<code>${KEY_PLACEHOLDER}</code>`)}</p>
<div class="snippet">${copyButton(language, id, texts.copyConfiguration(title))}
<pre tabindex="0" role="region" aria-label="${texts.configuration(title)}"><code id="${id}">${snippetOf(format, [connection])}</code></pre></div>`,
  );
}

interface WebGuide {
  readonly agent: WebAgentName;
  readonly url: string;
  readonly handsOver: boolean;
}

function renderWebGuide(language: Language, { agent, url, handsOver }: WebGuide): Html {
  const { title, steps } = WEB_AGENT_GUIDES[language][agent];
  const id = `address-${agent}`;
  const copy = copyButton(language, id, CONNECT_TEXTS[language].copyAddressFor(title));
  return renderDetails(
    title,
    html`<p class="place"><code id="${id}">${url}</code> ${copy}</p>
<ol class="steps">${steps(handsOver).map((step) => html`<li>${step}</li>`)}</ol>
<p class="hint">${MENUS_CHANGE[language]}</p>`,
  );
}

/** People look for their agent in the list, so the list says why they cannot connect it. */
function renderWebObstacle(language: Language, webUrl: string | undefined): Html {
  const texts = CONNECT_TEXTS[language];
  const reason = webUrl === undefined ? texts.webOff : texts.webUnreachable(html`<code>${webUrl}</code>`);
  return renderDetails(texts.webTitle, html`<p>${reason}</p>`);
}
