import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "./client.ts";
import { throughProgram } from "./program.ts";

const PACKAGE = "@anthropic-ai/claude-code";

export const claudeCode: Client = {
  name: "Claude Code",
  packages: [PACKAGE],
  async connect(surroundings) {
    const { endpointUrl, apiKey, model, folder } = surroundings;
    const config = join(folder, "mcp.json");
    const headers = { Authorization: `Bearer ${apiKey}` };
    writeFileSync(config, JSON.stringify({ mcpServers: { digistore24: { type: "http", url: endpointUrl, headers } } }));
    const options = ["--mcp-config", config, "--strict-mcp-config", "--allowedTools", "mcp__digistore24"];
    const env = {
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: "unused",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    };
    const args = (prompt: string) => ["--print", prompt, ...options];
    return throughProgram({ packageName: PACKAGE, command: "claude", args, env }, surroundings);
  },
};
