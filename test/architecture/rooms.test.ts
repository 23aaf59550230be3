import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findCycle, type ImportGraph, readImports } from "./import-graph.ts";

/** The rooms of each tree. A room may import itself and the rooms before it. This includes types. */
const ROOMS = {
  "src/server": [
    "kit",
    "contract",
    "upstream",
    "key",
    "call",
    "confirm",
    "insights",
    "watch",
    "mcp",
    "page",
    "oauth",
    "http",
    "start",
  ],
  "src/sandbox": [
    "kit",
    "wire",
    "catalogue",
    "ledger",
    "partners",
    "orders",
    "billing",
    "fulfilment",
    "upgrades",
    "checkout",
    "account",
    "reports",
    "seed",
    "http",
  ],
} as const;

const graph = readImports("src", "codegen", "scripts");

/** The imports of a tree that lead to a later room, and the files that are in none of its rooms. */
function violationsIn(imports: ImportGraph, tree: string, rooms: readonly string[]): string[] {
  const placeOf = (file: string) => rooms.indexOf(file.slice(tree.length + 1).split("/")[0] ?? "");
  const isInTree = (file: string) => file.startsWith(`${tree}/`);
  const files = [...imports.keys()].filter(isInTree);
  const misplaced = files.filter((file) => placeOf(file) < 0).map((file) => `${file} is in no room`);
  const upward = files.flatMap((file) =>
    (imports.get(file) ?? [])
      .filter((imported) => isInTree(imported) && placeOf(imported) > placeOf(file))
      .map((imported) => `${file} imports ${imported}`),
  );
  return [...misplaced, ...upward];
}

/** The imports that lead from one folder into another. */
function importsInto(imports: ImportGraph, from: string, into: string): string[] {
  return [...imports]
    .filter(([file]) => file.startsWith(from))
    .flatMap(([file, imported]) =>
      imported.filter((target) => target.startsWith(into)).map((target) => `${file} imports ${target}`),
    );
}

describe.each(Object.entries(ROOMS))("the rooms of %s", (tree, rooms) => {
  test("hold every file and only import rooms before them", () => {
    expect(violationsIn(graph, tree, rooms)).toEqual([]);
  });

  test.each(rooms)("include %s, which holds files", (room) => {
    expect([...graph.keys()].filter((file) => file.startsWith(`${tree}/${room}/`))).not.toEqual([]);
  });
});

test("docs/architecture.md lists the rooms of the server in the same order", () => {
  const table = readFileSync("docs/architecture.md", "utf8").split("| `src/server/` |")[1]?.split("\n\n")[0] ?? "";
  expect([...table.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, room]) => room)).toEqual(ROOMS["src/server"]);
});

test.each([
  ["src/server/", "src/sandbox/"],
  ["codegen/", "src/"],
  ["src/", "codegen/"],
])("%s imports nothing from %s", (from, into) => {
  expect(importsInto(graph, from, into)).toEqual([]);
});

test("generated values are imported by one file of the server and one of the sandbox only", () => {
  const importing = importsInto(graph, "src/", "src/generated/")
    .filter((found) => !found.startsWith("src/generated/") && !found.endsWith("/api-types.ts"))
    .map((found) => found.split(" ")[0]);
  expect([...new Set(importing)]).toEqual([
    "src/sandbox/http/generated-registry.ts",
    "src/server/contract/tool-registry.ts",
  ]);
});

test("no file imports itself through other files", () => {
  expect(findCycle(graph)).toBeUndefined();
});

describe("the checks themselves", () => {
  const rooms = ["low", "high"];
  const wrong: ImportGraph = new Map([
    ["src/tree/low/a.ts", ["src/tree/high/b.ts"]],
    ["src/tree/high/b.ts", ["src/tree/low/c.ts", "src/other/d.ts"]],
    ["src/tree/low/c.ts", ["src/tree/low/a.ts"]],
    ["src/tree/loose.ts", []],
  ]);

  test("report an upward import and a loose file", () => {
    expect(violationsIn(wrong, "src/tree", rooms)).toEqual([
      "src/tree/loose.ts is in no room",
      "src/tree/low/a.ts imports src/tree/high/b.ts",
    ]);
  });

  test("report an import into another folder", () => {
    expect(importsInto(wrong, "src/tree/", "src/other/")).toEqual(["src/tree/high/b.ts imports src/other/d.ts"]);
  });

  test("report a cycle", () => {
    expect(findCycle(wrong)).toEqual([
      "src/tree/low/a.ts",
      "src/tree/high/b.ts",
      "src/tree/low/c.ts",
      "src/tree/low/a.ts",
    ]);
  });

  test("see imports of types", () => {
    expect(graph.get("src/sandbox/wire/refusal.ts")).toContain("src/sandbox/wire/argument.ts");
  });
});
