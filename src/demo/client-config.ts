/** The entry for agents that speak HTTP themselves (Cursor, Windsurf, VS Code, Claude Code). */
export function httpConfig(url: string, apiKey: string): string {
  const server = { type: "http", url, headers: { Authorization: `Bearer ${apiKey}` } };
  return JSON.stringify({ mcpServers: { digistore24: server } }, null, 2);
}

/** The entry for Claude Desktop, which reaches HTTP servers through mcp-remote. */
export function mcpRemoteConfig(url: string, apiKey: string): string {
  const args = ["mcp-remote", url, "--header", `Authorization: Bearer ${apiKey}`];
  return JSON.stringify({ mcpServers: { digistore24: { command: "npx", args } } }, null, 2);
}
