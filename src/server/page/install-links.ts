import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { type ClientName, type Connection, formatOf, KEY_PLACEHOLDER } from "./client-files.ts";
import { CONNECT_TEXTS } from "./texts/connect-texts.ts";

/** VS Code asks for the key once and stores it with its secrets. */
const KEY_INPUT = {
  id: "digistore24-api-key",
  type: "promptString",
  description: "Digistore24 API key",
  password: true,
};

interface Install {
  readonly name: string;
  readonly link: (connection: Connection) => string;
}

const INSTALLS: Readonly<Partial<Record<ClientName, Install>>> = {
  cursor: { name: "Cursor", link: cursorLink },
  vscode: { name: "VS Code", link: vscodeLink },
};

/** Renders a link with which an agent adds this server itself; nothing for an agent without such links. */
export function renderInstall(language: Language, connection: Connection, client: ClientName): Html | string {
  const install = INSTALLS[client];
  if (install === undefined) {
    return "";
  }
  const { addTo, adding } = CONNECT_TEXTS[language];
  const hint = client === "vscode" ? adding.asks : adding.replaces(html`<code>${KEY_PLACEHOLDER}</code>`);
  return html`<p>${hint}</p>
<p class="install"><a class="button" href="${install.link(connection)}">${addTo(install.name)}</a></p>
`;
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
