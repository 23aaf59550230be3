import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync("docs/architecture.md", "utf8");

test("docs/architecture.md lists every decision with its number, title and file", () => {
  const listed = [...page.matchAll(/^\| (\d+) \| \[(.+)\]\(decisions\/(.+)\) \|/gm)].map((row) => row.slice(1));
  const decisions = readdirSync("docs/decisions").map((file) => {
    const [, number = "", title = ""] = /^# (\d+)\. (.+)/.exec(readFileSync(`docs/decisions/${file}`, "utf8")) ?? [];
    return [number, title, file];
  });
  expect(listed).toEqual(decisions.toSorted(([, , a = ""], [, , b = ""]) => (a < b ? -1 : 1)));
});

test("a link to a decision by its number leads to that decision", () => {
  const links = [...page.matchAll(/\[(?:decision )?(\d+)\]\(decisions\/(\d+)-/g)];
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter(([, number, file]) => Number(number) !== Number(file)).map(([link]) => link)).toEqual([]);
});

test("the files on the path of an argument are there", () => {
  const way = page.slice(page.indexOf("## The path of an argument"), page.indexOf("## The decisions"));
  const files = [...way.matchAll(/`([a-z]+\/[\w/-]+\.ts)`/g)].map(([, file = ""]) => file);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(`src/server/${file}`))).toEqual([]);
});

test("the files that CONTRIBUTING names as places for new code are there", () => {
  const text = readFileSync("CONTRIBUTING.md", "utf8");
  const places = text.slice(text.indexOf("## Places for new code"), text.indexOf("## Words"));
  const named = [...places.matchAll(/`((?:[\w-]+\/)+(?:[\w.-]+\.\w+)?)`/g)].map(([, file = ""]) => file);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((file) => !existsSync(file) && !existsSync(`src/server/${file}`))).toEqual([]);
});
