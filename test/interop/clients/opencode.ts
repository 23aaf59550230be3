import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "./client.ts";
import { throughProgram } from "./program.ts";

const PACKAGE = "opencode-ai";

export const opencode: Client = {
  name: "opencode",
  packages: [PACKAGE],
  async connect(surroundings) {
    const { endpointUrl, apiKey, model, folder } = surroundings;
    const headers = { Authorization: `Bearer ${apiKey}` };
    const options = { baseURL: `${model.url}/v1`, apiKey: "unused" };
    const config = {
      autoupdate: false,
      provider: { mock: { npm: "@ai-sdk/openai-compatible", options, models: { mock: {} } } },
      mcp: { digistore24: { type: "remote", url: endpointUrl, headers, oauth: false } },
    };
    writeFileSync(join(folder, "opencode.json"), JSON.stringify(config));
    const args = (prompt: string) => ["run", "--model", "mock/mock", prompt];
    const env = { OPENCODE_DISABLE_MODELS_FETCH: "true" };
    return throughProgram({ packageName: PACKAGE, command: "opencode", args, env }, surroundings);
  },
};
