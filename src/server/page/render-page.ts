import { partPath, type Reach } from "../contract/endpoint-paths.ts";
import { type Html, html } from "../kit/html.ts";
import { VERSION } from "../kit/version.ts";
import { renderConnectSection } from "./connect-section.ts";
import { copyButton } from "./copy-button.ts";
import { renderKeySection } from "./key-section.ts";
import { assetPath } from "./page-assets.ts";
import type { PageView } from "./page-view.ts";
import { renderPartsSection } from "./parts-section.ts";
import { renderToolSection } from "./tool-section.ts";

const REACH_NAMES: Readonly<Record<Reach, string>> = {
  all: "",
  safe: "safe (moves no money, overwrites and deletes nothing)",
  readonly: "read-only",
};

/** Renders the page for people at the endpoint's address. */
export function renderPage(view: PageView): string {
  const path = partPath(view.endpoint, view.toolsets, view.reach);
  const url = `${view.at.origin}${path}`;
  const content = html`<a class="skip" href="#main">Skip to content</a>
${renderHeader(view, url)}
<main id="main" tabindex="-1">
<div class="columns">
${renderConnectSection(url, view.webUrl)}
<div class="side">
${renderKeySection(view)}
${renderPartsSection(view)}
</div>
</div>
${renderToolSection(view)}
</main>`;
  return renderDocument(content, view.at.prefix);
}

/** Renders the page for an address that cannot be served. */
export function renderProblem(message: string, prefix: string): string {
  const content = html`<main class="problem">
<h1>This address does not exist</h1>
<p>${message}</p>
<p><a href="${prefix}/">Show everything that this endpoint serves</a></p>
</main>`;
  return renderDocument(content, prefix);
}

function renderHeader({ at, surface, endpoint, toolsets, reach, webUrl }: PageView, url: string): Html {
  const all = [...surface.tools.values()];
  const reading = all.filter(({ definition }) => definition.access === "read").length;
  const changing = all.length - reading;
  const chosen = [toolsets.replaceAll(",", ", "), REACH_NAMES[reach]].filter((part) => part !== "");
  const part =
    chosen.length > 0
      ? html`<p class="notice">This address serves a part: ${chosen.join(", ")}. <a href="${endpoint}">Show everything</a></p>`
      : "";
  const warning = at.isExposed
    ? html`<p class="warning">This address is not encrypted: others on the network could read a key that is sent to it.</p>`
    : "";
  return html`<header>
<p class="product">digistore24-mcp <span>${VERSION}</span></p>
<h1>Digistore24 for your AI agent</h1>
<p class="lead">This is an MCP endpoint. Connect Claude, Cursor, VS Code or any other agent to it with your own API key, and the agent can work in your Digistore24 account: products, vouchers, purchases, statistics.</p>
${part}
${webUrl === undefined || webUrl === url ? "" : renderAddress("web-address", "Address for claude.ai, the Claude apps and ChatGPT", webUrl)}
${renderAddress("address", webUrl === undefined || webUrl === url ? "Address" : "Address for agents with a key", url)}
${warning}
<ul class="facts">
<li><strong>${all.length} tools</strong>: ${reading} read, ${changing} change something.</li>
<li>Your key comes with each request and is never stored.</li>
</ul>
</header>`;
}

function renderAddress(id: string, label: string, url: string): Html {
  return html`<div class="address"><p id="${id}-label">${label}</p><p class="url"><code id="${id}" aria-labelledby="${id}-label">${url}</code> ${copyButton(id, `the ${label.replace("Address", "address")}`)}</p></div>`;
}

function renderDocument(content: Html, prefix: string): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Digistore24 MCP endpoint</title>
<link rel="icon" href="${prefix}${assetPath("page.svg")}">
<link rel="stylesheet" href="${prefix}${assetPath("page.css")}">
<script type="module" src="${prefix}${assetPath("page.js")}"></script>
</head>
<body>
${content}
<footer><p>Not affiliated with Digistore24. <a href="${prefix}/health">State of this server</a></p></footer>
<p class="unseen" id="announcement" role="status"></p>
</body>
</html>
`;
  return page.toString();
}
