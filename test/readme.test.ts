import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildProgram } from "../src/cli/program.ts";
import { VARIABLE_NAMES } from "../src/server/start/config/config.ts";
import { captureIo, runCli } from "./cli/support.ts";

const readme = readFileSync("README.md", "utf8");

test("README names both commands", () => {
  expect(readme).toContain("\nnpm ci && npm run demo\n");
  expect(readme).toContain("\nnpm ci && npm test\n");
});

test("every configuration in README is JSON that an agent can read", () => {
  const blocks = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => JSON.parse(text));
  expect(blocks).toHaveLength(5);
  expect(blocks.every(({ mcpServers }) => Object.keys(mcpServers).length > 0)).toBe(true);
});

test.each(["cursor", "claude-desktop"])(
  "README's two keys are configured as config --two-keys does for %s",
  async (client) => {
    const { code, stdout } = await runCli(["config", client, "--two-keys"], {}, "/home/of-the-test");
    expect(code).toBe(0);
    const configurations = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => JSON.parse(text));
    expect(configurations).toContainEqual(JSON.parse(stdout.slice(stdout.indexOf("{"))));
  },
);

test.each(["README.md", "docs/oauth.md", "docs/operating.md", "docs/security.md", "docs/sandbox.md"])(
  "%s names no variable that does not exist",
  (file) => {
    const named = [...readFileSync(file, "utf8").matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?:=[^`]*)?`/g)].map(
      ([, name]) => name,
    );
    const unknown = named.filter((name = "") => !VARIABLE_NAMES.includes(name) && !name.startsWith("OTEL_"));
    expect(unknown).toEqual([]);
  },
);

test("README's table of commands names every part of the command", () => {
  const program = buildProgram(captureIo(), () => undefined);
  const table = readme.slice(readme.indexOf("### One command"), readme.indexOf("### Serve a part"));
  const unnamed = program.commands.map((command) => command.name()).filter((name) => !table.includes(`\`${name}`));
  expect(unnamed).toEqual([]);
});
