import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useCommands } from "../support/processes.ts";
import { COMMANDS, type Run } from "./commands.ts";

const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "openapi/README.md"],
  ...["docs", "docs/decisions"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];
const COMMAND = /^(?:[A-Z0-9_]+=\S+ )*(?:npm|npx|node|digistore24-mcp) /;

/** What stands alone on a line of a block, and what stands between backticks in a sentence, a line break in it or not. */
function commandsIn(page: string): readonly string[] {
  const text = readFileSync(page, "utf8");
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, language, block = ""]) =>
    language === "" ? block.split("\n") : [],
  );
  const inline = [...text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
  return [...blocks, ...inline]
    .map((line) =>
      line
        .replace(/\s+#.*$/, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => COMMAND.test(line))
    .flatMap((line) => line.split(" && "));
}

const start = useCommands();
let checkout = "";

/** What git knows, where a command can write what it likes. */
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), "digistore24-mcp-docs-"));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name !== "")) {
    cpSync(file, join(checkout, file));
  }
  symlinkSync(resolve("node_modules"), join(checkout, "node_modules"));
  writeFileSync(join(checkout, "audit.log"), "");
  execFileSync("npm", ["run", "build"], { cwd: checkout, stdio: "ignore" });
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

async function runHere(run: Exclude<Run, { file: string }>): Promise<void> {
  const env = { ...run.env, AUDIT_LOG: join(checkout, "audit.log") };
  const command = start((run.ends ?? run.starts).split(" "), { cwd: checkout, env, isGroup: true });
  if (run.ends === undefined) {
    await command.until(run.says);
    command.kill("SIGINT");
    // npm ends by the signal, whatever its script ends with, which has tests of its own.
    await command.exit;
    return;
  }
  expect(await command.exit, command.output()).toBe(0);
}

test("the docs name no command that is not run, and all that are", () => {
  const named = new Set(PAGES.flatMap(commandsIn));
  expect([...named].sort()).toEqual(Object.keys(COMMANDS).sort());
});

test.each(Object.entries(COMMANDS))("%s", async (_, run) => {
  if ("file" in run) {
    expect(readFileSync(run.file, "utf8")).toContain(run.holds);
    return;
  }
  await runHere(run);
});
