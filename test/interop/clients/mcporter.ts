import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { NODE, programOf } from "../newer-node.ts";
import type { Client, Surroundings } from "./client.ts";

const run = promisify(execFile);
const PACKAGE = "mcporter";

/** An agent runs it in a shell, so the text that it prints is what the model reads. */
export const mcporter: Client = {
  name: "mcporter",
  packages: [PACKAGE],
  async connect(surroundings) {
    const start = starterOf(surroundings);
    return {
      async listTools() {
        const { tools } = JSON.parse(await start("list", "digistore24", "--json"));
        return tools.map(({ name }: { name: string }) => name);
      },
      async readResult({ tool, args }) {
        const text = await start("call", `digistore24.${tool}`, "--args", JSON.stringify(args));
        return { text, through: "printed text" };
      },
      close: async () => {},
    };
  },
};

function starterOf({ endpointUrl, apiKey, folder }: Surroundings): (...args: string[]) => Promise<string> {
  const config = join(folder, "mcporter.json");
  const headers = { Authorization: `Bearer ${apiKey}` };
  writeFileSync(config, JSON.stringify({ mcpServers: { digistore24: { url: endpointUrl, headers } }, imports: [] }));
  // Its home must not be that of a person whose editors have servers of their own.
  const options = { cwd: folder, env: { PATH: process.env["PATH"], HOME: folder } };
  return async (...args) => {
    const command = [programOf(PACKAGE, "mcporter"), "--config", config, ...args];
    // An error of a tool ends it with an exit code, after it has been printed.
    const { stdout } = await run(NODE, command, options).catch((error) => {
      if (!error.stdout) {
        throw error;
      }
      return error;
    });
    return stdout;
  };
}
