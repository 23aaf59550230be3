import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the index of docs/ links every page once", () => {
  const pages = readdirSync("docs").filter((name) => name.endsWith(".md") && name !== "README.md");
  const index = readFileSync("docs/README.md", "utf8");
  const linked = [...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, page]) => page);
  expect(linked.toSorted()).toEqual(pages);
});

test("the messages quoted in docs/troubleshooting.md are the server's", () => {
  const page = readFileSync("docs/troubleshooting.md", "utf8");
  const quoted = [...page.matchAll(/“([^”]+)”/g)].map(([, text = ""]) => text.replace(/ …$/, ""));
  const sources = readdirSync("src/server", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const code = sources.map((name) => readFileSync(`src/server/${name}`, "utf8")).join("\n");
  expect(quoted.length).toBeGreaterThan(10);
  expect(quoted.filter((text) => !code.includes(text))).toEqual([]);
});
