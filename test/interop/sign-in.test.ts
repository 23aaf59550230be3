import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SHAPE_DOCUMENTS } from "../server/oauth/clients-proof/fixtures.ts";
import { startFakeBrowser } from "../support/fake-browser.ts";
import { Browser, type OAuthEndpoint, startOAuthEndpoint, targetOf } from "../support/oauth.ts";
import { FULL_KEY } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { NODE, programOf } from "./newer-node.ts";

const run = promisify(execFile);
const MAX_RUN_MS = 60_000;
const NAME = "digistore24";

interface Program {
  readonly name: string;
  readonly command: string;
  /** Writes its configuration into its home. */
  prepare?(home: string, url: string): void;
  /** The commands that a person enters. */
  readonly commands: (program: string, url: string) => readonly (readonly [string, ...string[]])[];
  readonly clientId: RegExp;
  /** Printed by the last command. */
  readonly says: RegExp;
}

const PROGRAMS: readonly Program[] = [
  {
    name: "@anthropic-ai/claude-code",
    command: "claude",
    commands: (claude, url) => [
      [claude, "mcp", "add", "--transport", "http", NAME, url],
      // It signs in only at a terminal.
      ["script", "--quiet", "--return", "--command", `${claude} mcp login ${NAME}`, "/dev/null"],
      [claude, "mcp", "list"],
    ],
    clientId: /^https:\/\/claude\.ai\/oauth\/claude-code-client-metadata$/,
    says: /✔ Connected/,
  },
  {
    name: "@openai/codex",
    command: "codex",
    prepare: (home, url) => {
      mkdirSync(join(home, ".codex"));
      const config = `mcp_oauth_credentials_store = "file"\n[mcp_servers.${NAME}]\nurl = "${url}"\n`;
      writeFileSync(join(home, ".codex/config.toml"), config);
    },
    commands: (codex) => [[codex, "mcp", "login", NAME]],
    clientId: /^https:\/\/chatgpt\.com\/oauth\/codex\/client\.json$/,
    says: /Successfully logged in/,
  },
  {
    name: "opencode-ai",
    command: "opencode",
    prepare: (home, url) => {
      const config = { mcp: { [NAME]: { type: "remote", url, enabled: true } } };
      writeFileSync(join(home, "opencode.json"), JSON.stringify(config));
    },
    commands: (opencode) => [
      [opencode, "mcp", "auth", NAME],
      [opencode, "mcp", "list"],
    ],
    clientId: /^eyJ/,
    says: new RegExp(`✓ ${NAME}.*connected`),
  },
];

const tempFolder = useTempFolders();
let endpoint: OAuthEndpoint;

beforeAll(async () => {
  // The documents are the published ones; nothing is read from the Internet.
  endpoint = await startOAuthEndpoint({ app: { documents: SHAPE_DOCUMENTS } });
});

afterAll(() => endpoint.close());

async function agree(url: string): Promise<void> {
  const browser = new Browser(endpoint.origin);
  const page = await (await browser.open(url)).text();
  await fetch(targetOf(await browser.send(page, { decision: "key", access: "read", api_key: FULL_KEY })));
}

test.each(PROGRAMS)("$name signs in, and lists the endpoint as connected", async (program) => {
  const home = tempFolder();
  const url = `${endpoint.origin}/mcp`;
  const browser = await startFakeBrowser(home, agree);
  const env = {
    ...browser.env,
    PATH: `${dirname(NODE)}:${browser.env["PATH"]}`,
    HOME: home,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  };
  program.prepare?.(home, url);
  let printed = "";
  for (const [command, ...args] of program.commands(programOf(program.name, program.command), url)) {
    const started = run(command, args, { cwd: home, env, timeout: MAX_RUN_MS });
    // Otherwise some wait for more input.
    started.child.stdin?.end();
    const { stdout, stderr } = await started;
    printed = stdout + stderr;
  }
  await browser.close();

  expect(printed).toMatch(program.says);
  expect(browser.opened).toHaveLength(1);
  const asked = new URL(browser.opened[0] ?? "").searchParams;
  expect(asked.get("client_id")).toMatch(program.clientId);
  expect(Object.fromEntries(asked)).toMatchObject({ scope: "read write offline_access", resource: url });
});
