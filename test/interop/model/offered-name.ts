/** Clients put the server's name in front of a tool's: `digistore24_ping`, `mcp__digistore24__ping`. */
export function isNameOf(offered: string, tool: string): boolean {
  return offered === tool || (offered.endsWith(tool) && /[^a-zA-Z0-9]$/.test(offered.slice(0, -tool.length)));
}
