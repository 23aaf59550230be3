import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildPage, PAGES } from "../../scripts/build-app.ts";

test.each(PAGES)("$file is what its sources build (otherwise: npm run regen)", async (page) => {
  expect((await buildPage(page)) === readFileSync(page.file, "utf8")).toBe(true);
});

test.each(PAGES)("$file names no address that a browser would fetch", ({ file }) => {
  const text = readFileSync(file, "utf8").replace(/<script type="module">.*<\/script>/s, "");
  expect(text).not.toMatch(/<(?:script|img|link|iframe)[^>]*\s(?:src|href)=/);
  expect(text).not.toMatch(/@import|url\(/);
});
