import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { appendIn, deleteIn, deleteItem, renameKey, setIn } from "../../scripts/pull/edit-yaml.ts";
import { normalise, toFlow } from "../../scripts/pull/our-layout.ts";

const FOLDED_LINE = Array(16).fill("folded").join(" ");
const TEXT = `# A comment.
a: { b: 1, c: [x, y] } # kept
list:
  - name: one
    required: true # why
  - { name: two }

d:
  e: "quoted: text"
  # Before f.
  f:
    g: >-
      ${FOLDED_LINE}
      text

  z: last
`;

describe("an edit", () => {
  test.each([
    { name: "replaces in a flow map", edit: setIn(TEXT, ["a", "b"], 2), from: "{ b: 1,", to: "{ b: 2," },
    { name: "replaces a flow list", edit: setIn(TEXT, ["a", "c"], ["z"]), from: "[x, y]", to: "[z]" },
    {
      name: "adds to a flow map",
      edit: setIn(TEXT, ["a", "extra"], { k: "v" }),
      from: "[x, y] }",
      to: "[x, y], extra: { k: v } }",
    },
    {
      name: "adds to a block map",
      edit: setIn(TEXT, ["d", "extra"], "new"),
      from: "z: last\n",
      to: "z: last\n  extra: new\n",
    },
    {
      name: "adds in its order",
      edit: setIn(TEXT, ["d", "m"], 1, (key) => key > "m"),
      from: "\n  z: last",
      to: "  m: 1\n\n  z: last",
    },
    {
      name: "replaces inside a list",
      edit: setIn(TEXT, ["list", 0, "required"], false),
      from: "required: true #",
      to: "required: false #",
    },
    {
      name: "adds an item",
      edit: appendIn(TEXT, ["list"], { name: "three" }),
      from: "  - { name: two }\n",
      to: "  - { name: two }\n  - { name: three }\n",
    },
    { name: "removes from a flow map", edit: deleteIn(TEXT, ["a", "b"]), from: "{ b: 1, c", to: "{ c" },
    {
      name: "removes the last of a flow map",
      edit: deleteIn(TEXT, ["a", "c"]),
      from: "b: 1, c: [x, y] }",
      to: "b: 1 }",
    },
    { name: "removes the last of a block map", edit: deleteIn(TEXT, ["d", "z"]), from: "\n  z: last\n", to: "" },
    {
      name: "removes from a block map and leaves the comment on the next",
      edit: deleteIn(TEXT, ["d", "e"]),
      from: '  e: "quoted: text"\n',
      to: "",
    },
    {
      name: "removes a folded text with its lines and the comment above it",
      edit: deleteIn(TEXT, ["d", "f"]),
      from: `  # Before f.\n  f:\n    g: >-\n      ${FOLDED_LINE}\n      text\n`,
      to: "",
    },
    {
      name: "removes the only key",
      edit: deleteIn(TEXT, ["d", "f", "g"]),
      from: `\n    g: >-\n      ${FOLDED_LINE}\n      text`,
      to: " {}",
    },
    {
      name: "removes an item",
      edit: deleteItem(TEXT, ["list"], 0),
      from: "  - name: one\n    required: true # why\n",
      to: "",
    },
    { name: "removes the last item", edit: deleteItem(TEXT, ["list"], 1), from: "  - { name: two }\n", to: "" },
    { name: "removes an item of a flow list", edit: deleteItem(TEXT, ["a", "c"], 0), from: "[x, y]", to: "[y]" },
    {
      name: "adds behind a comment at the end of a line",
      edit: setIn(TEXT, ["list", 0, "in"], "query"),
      from: "true # why\n",
      to: "true # why\n    in: query\n",
    },
    { name: "gives another name", edit: renameKey(TEXT, ["d", "e"], "ee"), from: "  e: ", to: "  ee: " },
    { name: "of a missing key does nothing", edit: deleteIn(TEXT, ["d", "nope"]), from: "", to: "" },
  ])("$name and keeps every other byte", ({ edit, from, to }) => {
    expect(edit).toBe(TEXT.replace(from, to));
  });

  test.each([
    { edit: () => setIn(TEXT, ["nowhere", "x"], 1), message: /there is no object at nowhere/ },
    { edit: () => setIn(TEXT, ["d", "e", "x"], 1), message: /there is no object at d\.e/ },
    { edit: () => appendIn(TEXT, ["d"], 1), message: /there is no list at d/ },
  ])("that has no place to go is refused: $message", ({ edit, message }) => {
    expect(edit).toThrow(message);
  });
});

test.each([
  { value: { type: "string", enum: ["a", "b"] }, want: "{ type: string, enum: [a, b] }" },
  { value: ["Y", "no", "1", "", "a, b", "a: b", "#x", null], want: '["Y", "no", "1", "", "a, b", "a: b", "#x", null]' },
  { value: { "{x}/y": {} }, want: '{ "{x}/y": {} }' },
])("a value is written as $want", ({ value, want }) => {
  expect(toFlow(value)).toBe(want);
});

describe("the layout of our files", () => {
  const files = yamlFiles("openapi");

  test("is found for the whole description", () => {
    expect(files.length).toBeGreaterThan(100);
  });

  test.each([...files, ...yamlFiles("test/fixtures/pull/ours")])(
    "%s is laid out as the library prints it (if not: npm run openapi:format)",
    (file) => {
      const text = readFileSync(file, "utf8");
      expect(normalise(text)).toBe(text);
    },
  );

  test("is reached from any other, with comments and meaning kept", () => {
    const text = normalise("# head\na:\n    { b: [ 1, 'Y' ] } # tail\n# next\nc: {d: e}\n");
    expect(text).toBe("# head\na: { b: [1, 'Y'] } # tail\n# next\nc: { d: e }\n");
  });
});

function yamlFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".yaml")).map((name) => join(folder, name));
}
