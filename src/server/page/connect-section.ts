import { partPath } from "../contract/endpoint-paths.ts";
import { type Html, html } from "../kit/html.ts";
import { KEY_PLACEHOLDER } from "./client-files.ts";
import { renderGuides } from "./client-guides.ts";
import { copyButton } from "./copy-button.ts";
import type { PageView } from "./page-view.ts";
import { renderReachChoice } from "./reach-choice.ts";
import { CONNECT_TEXTS } from "./texts/connect-texts.ts";
import { isForWebAgents } from "./web-agents.ts";

const NAME = "digistore24";

/** Renders how to connect an agent to this address, with a placeholder for the key, or by signing in. */
export function renderConnectSection(view: PageView): Html {
  const { language, at, endpoint, toolsets, reach } = view;
  const texts = CONNECT_TEXTS[language];
  const url = `${at.origin}${partPath(endpoint, toolsets, reach)}`;
  const connection = { name: NAME, url, key: KEY_PLACEHOLDER };
  return html`<section id="connect" aria-labelledby="connect-title">
<h2 id="connect-title">${texts.title}</h2>
<div class="sides">
<div>
${renderReachChoice(view)}
${renderAddresses(view, url)}
${at.isExposed ? html`<p class="warning">${texts.exposed}</p>` : ""}
</div>
<div>
<h3>${texts.how}</h3>
${renderGuides(view, connection)}
</div>
</div>
</section>`;
}

/** On a narrow screen, an address breaks after a slash and not inside a word. */
function breakable(address: string): Html {
  return html`${address.split(/(?<=\/)(?!\/)/).map((part) => html`${part}<wbr>`)}`;
}

/** One address for all agents, or one more for those that sign in. */
function renderAddresses({ language, webUrl }: PageView, url: string): Html {
  const texts = CONNECT_TEXTS[language];
  const address = (id: string, label: string, shown: string) =>
    html`<p id="${id}-label">${label}</p> ${copyButton(language, id, `${texts.copyAddress}: ${label}`)} <code id="${id}" aria-labelledby="${id}-label">${breakable(shown)}</code>
`;
  const addresses =
    webUrl === undefined || webUrl === url
      ? address("address", texts.address, url)
      : html`${address("web-address", isForWebAgents(webUrl) ? texts.webAddress : texts.signInAddress, webUrl)}${address("address", texts.keyAddress, url)}`;
  return html`<div class="addresses">${addresses}</div>`;
}
