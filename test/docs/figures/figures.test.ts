import { expect, test } from "vitest";
import { figuresIn, readPage } from "./claim.ts";
import { MORE_CLAIMS } from "./more.ts";
import { OAUTH_CLAIMS } from "./oauth.ts";
import { OPERATING_CLAIMS } from "./operating.ts";

test.each([...OPERATING_CLAIMS, ...OAUTH_CLAIMS, ...MORE_CLAIMS])("%s: %s", (page, words, figure) => {
  const figures = figuresIn(readPage(page), words);
  expect(figures.length, `${page} has the words: ${words}`).toBeGreaterThan(0);
  expect(figures).toEqual(figures.map(() => figure));
});
