import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";

const measure = (...args: string[]) =>
  execFileSync(process.execPath, ["--import", "tsx", "scripts/measure-tools.ts", ...args], { encoding: "utf8" });

test("the command prints bytes and tokens of every surface and every published tool", () => {
  const { surfaces, tools } = JSON.parse(measure("--json"));
  expect(surfaces.map(({ name }: { name: string }) => name)).toEqual([
    "published",
    "full",
    "published, read-only",
    "published, sales-setup",
    "published, orders",
    "published, customers",
    "published, reports",
  ]);
  expect(surfaces[0]).toMatchObject({ tools: SERVED_TOOL_COUNT, bytes: expect.any(Number) });
  expect(tools).toHaveLength(SERVED_TOOL_COUNT);
  expect(tools[0].bytes).toBeGreaterThan(tools[85].bytes);
  expect(measure()).toMatch(new RegExp(`^SURFACE +TOOLS +BYTES +TOKENS, ABOUT\\npublished +${SERVED_TOOL_COUNT} `));
});
