import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const measure = (...args: string[]) =>
  execFileSync(process.execPath, ["--import", "tsx", "scripts/measure-tools.ts", ...args], { encoding: "utf8" });

test("the command tells bytes and tokens of every surface and every published tool", () => {
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
  expect(surfaces[0]).toMatchObject({ tools: 86, bytes: expect.any(Number) });
  expect(tools).toHaveLength(86);
  expect(tools[0].bytes).toBeGreaterThan(tools[85].bytes);
  expect(measure()).toMatch(/^SURFACE +TOOLS +BYTES +TOKENS, ABOUT\npublished +86 /);
});
