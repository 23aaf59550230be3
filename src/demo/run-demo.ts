import type { FastifyInstance } from "fastify";
import { buildSandbox } from "../sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../sandbox/http/generated-registry.ts";
import { type ClientName, formatOf, snippetOf } from "../server/page/client-files.ts";
import { buildApp } from "../server/start/app.ts";
import { readConfig } from "../server/start/config/config.ts";
import { connectAgent, connectClient } from "./agent.ts";
import { appPage } from "./app-page.ts";
import { JOBS } from "./jobs.ts";

/** Not a secret: it is a key of the sandbox in this process. */
const SANDBOX_KEY = "100001-SANDBOXFULLACCESS";

const APP_PATH = "/app";

/** Starts sandbox and endpoint on free ports, runs the examples through a real client, and prints the configuration. */
export async function runDemo(once: boolean): Promise<void> {
  const sandbox = buildSandbox({ registry: GENERATED_REGISTRY });
  let url = "";
  sandbox.get(APP_PATH, async (_, reply) => reply.type("text/html; charset=utf-8").send(await showApp(url)));
  const sandboxUrl = await listen(sandbox);
  const apiUrl = `${sandboxUrl}/api/call`;
  const endpoint = buildApp({ config: readConfig({ DIGISTORE24_API_URL: apiUrl }) });
  url = `${await listen(endpoint)}/`;
  writeLine(`Sandbox (a stand-in for the Digistore24 API)  ${apiUrl}`);
  writeLine(`MCP endpoint                                  ${url}\n`);

  let isStopped = false;
  const stop = async () => {
    isStopped = true;
    await endpoint.close();
    await sandbox.close();
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const isDone = await showJobs(url).then(
    () => once,
    (error: unknown) => {
      // While the endpoint stops, it refuses the calls of unfinished jobs.
      if (!isStopped) {
        process.stderr.write(`The demo stopped: ${(error as Error).message}\n`);
        process.exitCode = 1;
      }
      return true;
    },
  );
  if (isDone) {
    await stop();
  } else if (!isStopped) {
    printConfiguration(url, sandboxUrl);
  }
}

function listen(app: FastifyInstance): Promise<string> {
  return app.listen({ host: "127.0.0.1", port: 0 });
}

async function showJobs(url: string): Promise<void> {
  const agent = await connectAgent(url, SANDBOX_KEY, writeLine);
  writeLine(`Connected. ${await agent.toolCount()} tools.\n`);
  for (const [index, { prompt, run }] of JOBS.entries()) {
    writeLine(`${index + 1}. ${prompt}`);
    writeLine(`  => ${await run(agent)}\n`);
  }
  await agent.close();
}

/** The page of the sales report, with what the tool answers now. */
async function showApp(url: string): Promise<string> {
  const client = await connectClient(url, SANDBOX_KEY);
  try {
    return await appPage(client);
  } finally {
    await client.close();
  }
}

function printConfiguration(url: string, sandboxUrl: string): void {
  const snippet = (client: ClientName) => snippetOf(formatOf(client), [{ name: "digistore24", url, key: SANDBOX_KEY }]);
  writeLine(
    "The endpoint keeps running. To use it with your agent, put this into its file (Cursor: ~/.cursor/mcp.json, Claude Code: .mcp.json):\n",
  );
  writeLine(snippet("cursor"));
  writeLine("\nClaude Desktop (Settings > Developer > Edit Config):\n");
  writeLine(snippet("claude-desktop"));
  writeLine(`\nOther agents: docs/clients.md, or open ${url} in a browser`);
  writeLine(`The sales report as shown by an agent that supports MCP Apps: ${sandboxUrl}${APP_PATH}`);
  writeLine(
    "Press Ctrl-C to stop it. For your own shop, run npm start and use your own API key instead of the sandbox's.",
  );
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
