import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stepsOf } from "./ci-steps.ts";
import { COMMANDS } from "./commands.ts";
import { markdownPages } from "./markdown-pages.ts";
import { importsOf, textsOf } from "./parts-of-source.ts";

const COMMAND = /^(?:[A-Z0-9_]+=\S+ )*(?:npm|npx|node|digistore24-mcp) /;

/** Commands on a line of a block, and between backticks in a sentence, with or without a line break. */
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

test("the docs name exactly the commands that these tests run", () => {
  const named = new Set(markdownPages().flatMap(commandsIn));
  expect([...named].sort()).toEqual(Object.keys(COMMANDS).sort());
});

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync("package.json", "utf8")).scripts;

test.each(Object.entries(COMMANDS))("a test runs %s", (command, run) => {
  if ("step" in run) {
    expect(stepsOf(run.of)).toContain(run.step);
  } else if ("script" in run) {
    expect(scripts[programOf(command).replace("npm run ", "")]).toBe(`tsx ${run.script}`);
    expect(importsOf(run.script)).toContain(run.module);
    expect(importsOf(run.test)).toContain(run.module);
  } else if ("words" in run) {
    expect(run.words.filter((word) => !command.split(" ").includes(word))).toEqual([]);
    expect(run.words.filter((word) => !textsOf(run.test).includes(word))).toEqual([]);
  } else {
    // Run by run-commands.test.ts.
    expect(`${run.ends ?? run.starts} `).toContain(`${programOf(command)} `);
  }
});

/** The command without its arguments. */
function programOf(command: string): string {
  return command.split(/ -- | (?=--|http|[</])/)[0] ?? "";
}
