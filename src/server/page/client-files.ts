import { homedir, platform } from "node:os";
import path from "node:path";
import { isLoopback } from "../kit/loopback.ts";

export const CLIENT_NAMES = [
  "claude-desktop",
  "claude-code",
  "cursor",
  "windsurf",
  "vscode",
  "codex",
  "gemini-cli",
  "mcp-remote",
  "inspector",
] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

/** mcp-remote replaces it with its value. */
const KEY_VARIABLE = "AUTH_HEADER";

/** The Inspector with the Node.js that it needs, which is newer than the oldest that runs this server. */
const INSPECTOR = "--package=node@24 --package=@modelcontextprotocol/inspector@2.12.0 -- mcp-inspector";

/** One connection of an agent. */
export interface Connection {
  readonly name: string;
  readonly url: string;
  /** A placeholder, or a key that is not a secret. */
  readonly key: string;
}

/** The form of an HTTP server in a client's configuration. */
export interface ClientFormat {
  /** The file with the configuration, if there is one. */
  readonly file?: string;
  /** The member of a JSON file that contains all servers. */
  readonly member?: string;
  readonly entry: (connection: Connection) => unknown;
}

const header = ({ key }: Connection) => `Bearer ${key}`;
/** The arguments of `npx`. By default, mcp-remote refuses plain HTTP to another machine. */
const remote = ({ url }: Connection, authorization: string) => [
  "mcp-remote",
  url,
  "--header",
  authorization,
  ...(new URL(url).protocol === "http:" && !isLoopback(new URL(url).hostname) ? ["--allow-http"] : []),
];
const http = (connection: Connection) => ({
  type: "http",
  url: connection.url,
  headers: { Authorization: header(connection) },
});

/** The placeholder for the key of a single connection. */
export const KEY_PLACEHOLDER = "YOUR_DIGISTORE24_API_KEY";

/** As each client's own documentation describes it, for the user's home. */
const FORMATS: Readonly<Record<ClientName, (home: string) => ClientFormat>> = {
  "claude-desktop": (home) => ({
    file: path.join(configFolder(home), "Claude", "claude_desktop_config.json"),
    member: "mcpServers",
    // The key is in a variable, because a space in an argument breaks it on Windows and other users can read arguments.
    entry: (connection) => ({
      command: "npx",
      args: ["-y", ...remote(connection, `Authorization:\${${KEY_VARIABLE}}`)],
      env: { [KEY_VARIABLE]: header(connection) },
    }),
  }),
  "claude-code": () => ({ file: ".mcp.json", member: "mcpServers", entry: http }),
  cursor: (home) => ({ file: path.join(home, ".cursor", "mcp.json"), member: "mcpServers", entry: http }),
  windsurf: (home) => ({
    file: path.join(home, ".codeium", "windsurf", "mcp_config.json"),
    member: "mcpServers",
    entry: (connection) => ({ serverUrl: connection.url, headers: { Authorization: header(connection) } }),
  }),
  vscode: () => ({ file: path.join(".vscode", "mcp.json"), member: "servers", entry: http }),
  "gemini-cli": (home) => ({
    file: path.join(home, ".gemini", "settings.json"),
    member: "mcpServers",
    entry: (connection) => ({ httpUrl: connection.url, headers: { Authorization: header(connection) } }),
  }),
  codex: (home) => ({
    file: path.join(home, ".codex", "config.toml"),
    entry: (connection) =>
      [
        `[mcp_servers.${connection.name}]`,
        `url = ${JSON.stringify(connection.url)}`,
        `http_headers = { Authorization = ${JSON.stringify(header(connection))} }`,
      ].join("\n"),
  }),
  "mcp-remote": () => ({
    entry: (connection) =>
      `npx ${remote(connection, `Authorization: ${header(connection)}`)
        .map(quote)
        .join(" ")}`,
  }),
  inspector: () => ({
    entry: (connection) =>
      `npx -y ${INSPECTOR} --cli ${connection.url} --transport http --header ${quote(`Authorization: ${header(connection)}`)} --method tools/list`,
  }),
};

export function formatOf(client: ClientName, home = homedir()): ClientFormat {
  return FORMATS[client](home);
}

/** These connections as text for the file of a client. */
export function snippetOf(format: ClientFormat, connections: readonly Connection[]): string {
  return format.member === undefined
    ? connections.map(format.entry).join("\n\n")
    : JSON.stringify({ [format.member]: entriesOf(format, connections) }, null, 2);
}

function entriesOf(format: ClientFormat, connections: readonly Connection[]): Record<string, unknown> {
  return Object.fromEntries(connections.map((connection) => [connection.name, format.entry(connection)]));
}

function configFolder(home: string): string {
  switch (platform()) {
    case "darwin":
      return path.join(home, "Library", "Application Support");
    case "win32":
      return path.join(home, "AppData", "Roaming");
    default:
      return path.join(home, ".config");
  }
}

function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `"${text}"`;
}
