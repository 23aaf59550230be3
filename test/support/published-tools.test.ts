import { expect, test } from "vitest";
import { PUBLISHED_TOOL_COUNT, PUBLISHED_TOOL_NAMES } from "./published-tools.ts";

test("the table of published tools has 86 names, each once", () => {
  expect(PUBLISHED_TOOL_COUNT).toBe(86);
  expect(new Set(PUBLISHED_TOOL_NAMES).size).toBe(86);
});
