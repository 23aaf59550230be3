import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildProgram } from "../src/cli/program.ts";
import { VARIABLE_NAMES } from "../src/server/start/config/config.ts";
import { VARIABLE_GROUPS } from "../src/server/start/config/variable-groups.ts";
import { VARIABLES, type VariableName } from "../src/server/start/config/variables.ts";
import { captureIo, runCli } from "./cli/support.ts";
import { PUBLISHED_TOOL_COUNT } from "./support/published-tools.ts";

/** Node's, the commands', a placeholder of the configurations, and an example of a misspelling. */
const OF_OTHERS = [
  "NODE_OPTIONS",
  "NODE_COMPILE_CACHE",
  ...["MASK_PERSONAL_DATA", "TRUST_PROXY", "AUDIT_FILE", "RATE_LIMIT", "LIMIT_MONEY"],
  "DIGISTORE24_API_KEY",
  "YOUR_DIGISTORE24_API_KEY",
  "MONEY_LIMITS",
];

const readme = readFileSync("README.md", "utf8");

test("README names both commands", () => {
  expect(readme).toContain("\nnpm ci && npm run demo\n");
  expect(readme).toContain("\nnpm ci && npm test\n");
});

const configurationsIn = (text: string) =>
  [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = ""]) => JSON.parse(block));

test("README has one configuration for each form, as config prints it and as stdio reads it", async () => {
  const { code, stdout } = await runCli(
    ["config", "cursor", "--url", "https://mcp.example.com/"],
    {},
    "/home/of-the-test",
  );
  expect(code).toBe(0);
  const startsItself = configurationsIn(readFileSync("docs/clients.md", "utf8")).filter(
    ({ mcpServers }) => mcpServers?.digistore24.args?.[1] === "stdio",
  );
  expect(configurationsIn(readme)).toEqual([JSON.parse(stdout.slice(stdout.indexOf("{"))), ...startsItself]);
  expect(startsItself).toHaveLength(1);
});

test("README links each group of variables, and names variables of that group", () => {
  const table = [...readme.matchAll(/^\| [^|]+ \| ([^|]+) \| \[[^\]]+\]\(docs\/operating\.md#([\w-]+)\)/gm)];
  const groups = Object.entries(VARIABLE_GROUPS).map(([group, heading]) => ({
    anchor: heading.toLowerCase().replaceAll(",", "").replaceAll(" ", "-"),
    group,
  }));
  // Calls to Digistore24 need no change to serve others.
  expect(table.map(([, , anchor]) => anchor).sort()).toEqual(
    groups
      .filter(({ group }) => group !== "api")
      .map(({ anchor }) => anchor)
      .sort(),
  );
  for (const [, names = "", anchor] of table) {
    const named = [...names.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = ""]) => name as VariableName);
    expect(named.length).toBeGreaterThan(0);
    const group = groups.find((candidate) => candidate.anchor === anchor)?.group;
    expect(named.map((name) => VARIABLES[name]?.group)).toEqual(named.map(() => group));
  }
});

test.each(["README.md", "docs/operating.md"])("%s counts the published tools as they are", (file) => {
  const counts = [...readFileSync(file, "utf8").matchAll(/(\d+) published tools|`published` \((\d+) tools\)/g)];
  expect(counts.length).toBeGreaterThan(0);
  expect(counts.filter(([, prose, table]) => Number(prose ?? table) !== PUBLISHED_TOOL_COUNT)).toEqual([]);
});

test("README names the oldest Node.js that the package takes", () => {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(engines.node).toMatch(/^>=/);
  expect(readme).toContain(`Node.js ${engines.node.slice(2)} or newer`);
});

test.each(["README.md", ...readdirSync("docs").flatMap((name) => (name.endsWith(".md") ? `docs/${name}` : []))])(
  "%s names no variable that does not exist",
  (file) => {
    const named = [...readFileSync(file, "utf8").matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?:=[^`]*)?`/g)].map(
      ([, name]) => name,
    );
    const known = [...VARIABLE_NAMES, ...OF_OTHERS];
    const unknown = named.filter((name = "") => !known.includes(name) && !name.startsWith("OTEL_"));
    expect(unknown).toEqual([]);
  },
);

describe("the table of commands in docs/operating.md", () => {
  const operating = readFileSync("docs/operating.md", "utf8");
  const table = operating.slice(operating.indexOf("## The command"), operating.indexOf("## Variables"));
  const program = buildProgram(captureIo(), () => undefined);

  test("names every part of the command", () => {
    const names = program.commands.map((command) => command.name());
    expect(names.filter((name) => !table.includes(`\`${name}`))).toEqual([]);
  });

  test.each(["stdio", "config"])("names every option of %s", (name) => {
    const [row = ""] = table.match(new RegExp(`^\\| \`${name}[^\n]*`, "m")) ?? [];
    const all = program.commands.find((command) => command.name() === name)?.options ?? [];
    const options = all.filter(({ hidden }) => !hidden);
    expect(options.length).toBeGreaterThan(3);
    expect(options.map(({ long }) => long).filter((long) => !row.includes(`\`${long}`))).toEqual([]);
  });
});
