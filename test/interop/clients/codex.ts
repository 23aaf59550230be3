import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "./client.ts";
import { throughProgram } from "./program.ts";

const PACKAGE = "@openai/codex";

export const codex: Client = {
  name: "Codex",
  packages: [PACKAGE],
  async connect(surroundings) {
    const { endpointUrl, apiKey, model, folder } = surroundings;
    const config = `
model = "mock"
model_provider = "mock"
check_for_update_on_startup = false

[analytics]
enabled = false

[model_providers.mock]
name = "mock"
base_url = "${model.url}/v1"
env_key = "MODEL_KEY"
wire_api = "responses"

[mcp_servers.digistore24]
url = "${endpointUrl}"
bearer_token_env_var = "DIGISTORE24_API_KEY"
`;
    writeFileSync(join(folder, "config.toml"), config);
    // The folder is no one's project, and there is nobody to ask for consent to a call.
    const options = ["--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox"];
    const args = (prompt: string) => ["exec", ...options, prompt];
    const env = { CODEX_HOME: folder, MODEL_KEY: "unused", DIGISTORE24_API_KEY: apiKey };
    return throughProgram({ packageName: PACKAGE, command: "codex", args, env }, surroundings);
  },
};
