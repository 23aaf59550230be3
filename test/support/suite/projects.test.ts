import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sortTestFiles } from "./projects.ts";

const files = sortTestFiles();
const MOCKS = /\bvi\.(mock|doMock|stub|useFakeTimers)/;
const STARTS =
  /"node:child_process"|support\/processes\.ts"|started-process\.ts"|\bStdioClientTransport|\brunCliProcess\b/;

const holding = (names: readonly string[], pattern: RegExp) =>
  names.filter((file) => pattern.test(readFileSync(file, "utf8")) && !file.endsWith("/projects.test.ts"));

test("a file that shares its process mocks no module and changes no clock", () => {
  expect(holding([...files.unit, ...files.process], MOCKS)).toEqual([]);
});

test("a file that starts programs is not a unit test", () => {
  expect(holding(files.unit, STARTS)).toEqual([]);
});

test("every file belongs to one project of npm test, or to the slow one", () => {
  const { slow, ...byDay } = files;
  const all = Object.values(byDay).flat();
  expect(all.filter((file, index) => all.indexOf(file) !== index)).toEqual([]);
  expect(slow.filter((file) => !all.includes(file)).map((file) => file.split("/").at(-1))).toEqual([
    "installed-package.test.ts",
    "run-commands.test.ts",
    "bench-scale.test.ts",
    "bench.test.ts",
    "soak.test.ts",
  ]);
});

test("a listed name that matches no file is an error", () => {
  expect(() => sortTestFiles(["test/a.test.ts"])).toThrow(/^no test file has the name example-answer or /);
});

test("a file keeps its project when it moves into a folder", () => {
  const moved = Object.values(files)
    .flat()
    .map((file) => file.replace(/([^/]+)$/, "below/$1"));
  const { isolated } = sortTestFiles(moved);
  expect(isolated).toHaveLength(files.isolated.length);
});
