import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "./client.ts";
import { throughProgram } from "./program.ts";

const PACKAGE = "@google/gemini-cli";

export const geminiCli: Client = {
  name: "Gemini CLI",
  packages: [PACKAGE],
  async connect(surroundings) {
    const { endpointUrl, apiKey, model, folder } = surroundings;
    const headers = { Authorization: `Bearer ${apiKey}` };
    const settings = {
      mcpServers: { digistore24: { httpUrl: endpointUrl, headers } },
      security: { auth: { selectedType: "gemini-api-key" } },
      privacy: { usageStatisticsEnabled: false },
    };
    mkdirSync(join(folder, ".gemini"));
    writeFileSync(join(folder, ".gemini", "settings.json"), JSON.stringify(settings));
    const options = ["--model", "gemini-2.5-flash", "--approval-mode", "yolo"];
    const args = (prompt: string) => ["--prompt", prompt, ...options];
    const env = {
      GEMINI_API_KEY: "unused",
      GOOGLE_GEMINI_BASE_URL: model.url,
      GEMINI_CLI_TRUST_WORKSPACE: "true",
    };
    return throughProgram({ packageName: PACKAGE, command: "gemini", args, env }, surroundings);
  },
};
