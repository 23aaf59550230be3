import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withVariables } from "../../scripts/variables-section.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { VARIABLE_GROUPS } from "../../src/server/start/config/variable-groups.ts";
import { VARIABLES, type Variable } from "../../src/server/start/config/variables.ts";

const page = readFileSync("docs/operating.md", "utf8");
const section = page.split("\n## Variables\n")[1]?.split("\n## ")[0] ?? "";
const rows = [...section.matchAll(/^\| `([A-Z0-9_]+)` \| (?:`([^`]*)`)? ?\| (.*) \|$/gm)];

test("docs/operating.md has the tables of variables that the server declares (otherwise: npm run regen)", () => {
  expect(page).toBe(withVariables(page));
});

test("docs/operating.md lists every variable with its declared default and meaning, and no other variable", () => {
  const declared = Object.entries<Variable<unknown>>(VARIABLES).map(([name, variable]) => ({
    name,
    value: variable.default ?? "",
    meaning: variable.meaning,
  }));
  expect(rows.map(([, name, value = "", meaning]) => ({ name, value, meaning }))).toEqual(declared);
});

test("the defaults of docs/operating.md are the server's", () => {
  const documented = Object.fromEntries(rows.flatMap(([, name = "", value]) => (value ? [[name, value]] : [])));
  expect(readConfig(documented)).toEqual(readConfig({}));
});

test("every word that docs/operating.md gives for true and false is one, and each variable of that kind takes it", () => {
  const [, yes = "", no = ""] = /^For `true`, (.*) mean the same, and for `false`, (.*); capitals/m.exec(section) ?? [];
  const words = (list: string) => [...list.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
  const flags = rows.filter(([, , value]) => value === "true" || value === "false").map(([, name = ""]) => name);
  const configWith = (word: string) => readConfig(Object.fromEntries(flags.map((name) => [name, word])));

  expect([words(yes).length, words(no).length]).toEqual([5, 5]);
  for (const word of words(yes)) {
    expect([configWith(word), configWith(word.toUpperCase())]).toEqual([configWith("true"), configWith("true")]);
  }
  for (const word of words(no)) {
    expect([configWith(word), configWith(word.toUpperCase())]).toEqual([configWith("false"), configWith("false")]);
  }
});

test("the misspelled names that docs/operating.md calls refused are refused, and those that it calls ignored are not", () => {
  const namesBefore = (words: string) => {
    const [, list = ""] = new RegExp(`: ((?:\`\\w+\`(?:, | and )?)+) ${words}`).exec(section) ?? [];
    return [...list.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
  };
  const startWith = (name: string) => () => readConfig({ [name]: "1" });

  expect([namesBefore("are refused").length, namesBefore("are ignored").length]).toEqual([2, 4]);
  for (const name of namesBefore("are refused")) {
    expect(startWith(name)).toThrow(`${name} is not a variable of this server`);
  }
  for (const name of [...namesBefore("are ignored"), "PORTS", "HOSTS", "LOGLEVEL"]) {
    expect(startWith(name)).not.toThrow();
  }
});

test("every group of variables has a heading and a row at least", () => {
  const tables = section.split("\n### ").slice(1);
  expect(tables.map((table) => table.split("\n")[0])).toEqual(Object.values(VARIABLE_GROUPS));
  expect(tables.filter((table) => !table.includes("\n| `"))).toEqual([]);
});

test("an old table is replaced, and the rest of the page is kept", () => {
  expect(withVariables(page.replace("| `PORT` | `3000` |", "| `PORT` | `8080` |"))).toBe(page);
  expect(withVariables(`${page}\nOne more line.\n`)).toBe(`${page}\nOne more line.\n`);
});

test("a page without the comments around the tables is refused", () => {
  expect(() => withVariables(page.replace("<!-- End of the tables of variables. -->", ""))).toThrow(
    "the page has lost the comments around its tables of variables",
  );
});
