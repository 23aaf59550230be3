import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { useCommands } from "../support/processes.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { COMMANDS, type OwnRun } from "./commands.ts";

const start = useCommands();
const runs = Object.entries(COMMANDS).filter((entry): entry is [string, OwnRun] =>
  ["ends", "starts"].some((kind) => kind in entry[1]),
);
let checkout = "";
let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;

/** A commit of the files that git knows, in a folder that commands may change. */
beforeAll(async () => {
  checkout = mkdtempSync(join(tmpdir(), "digistore24-mcp-docs-"));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name !== "" && existsSync(name))) {
    cpSync(file, join(checkout, file));
  }
  const git = (...args: string[]) => execFileSync("git", args, { cwd: checkout, stdio: "ignore" });
  git("init");
  git("add", "--all");
  git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-m", "test");
  symlinkSync(resolve("node_modules"), join(checkout, "node_modules"));
  writeFileSync(join(checkout, "audit.log"), "");
  writeFileSync(join(checkout, ".env"), "CONFIRM=destructive\n");
  execFileSync("npm", ["run", "build"], { cwd: checkout, stdio: "ignore" });
  sandbox = await startSandbox();
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
});
afterAll(async () => {
  await endpoint.close();
  await sandbox.close();
  rmSync(checkout, { recursive: true, force: true });
});

function startHere(command: string, env: Readonly<Record<string, string>> = {}) {
  const filledIn = command.replace("ENDPOINT", endpoint.url).replace("KEY", FULL_KEY);
  const defaults = {
    AUDIT_LOG: join(checkout, "audit.log"),
    // For doctor, the only one that asks the API.
    DIGISTORE24_API_URL: sandbox.apiUrl,
    DIGISTORE24_API_KEY: FULL_KEY,
  };
  return start(["sh", "-c", filledIn], { cwd: checkout, env: { ...defaults, ...env }, isGroup: true });
}

test.each(runs)("%s", async (_, run) => {
  if (run.ends === undefined) {
    const command = startHere(run.starts, run.env);
    await command.until(run.says);
    command.kill("SIGINT");
    // npm ends with the signal, whatever its script ends with; the script's exit code has its own tests.
    await command.exit;
    return;
  }
  const command = startHere(run.ends, run.env);
  expect(await command.exit, command.output()).toBe(run.code ?? 0);
});
