import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toolsetsPage } from "../../scripts/toolsets-page.ts";

test("docs/toolsets.md matches the tools and presets (otherwise: npm run regen)", () => {
  expect(readFileSync("docs/toolsets.md", "utf8")).toBe(toolsetsPage());
});
