import { describe, expect, test } from "vitest";
import { appendIn, deleteIn, deleteItem, renameKey, setIn, toFlow } from "../../scripts/pull/edit-yaml.ts";

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
      folded
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
      from: "  z: last",
      to: "  m: 1\n  z: last",
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
    { name: "removes the last of a block map", edit: deleteIn(TEXT, ["d", "z"]), from: "\n  z: last", to: "" },
    {
      name: "removes from a block map and leaves what is said of the next",
      edit: deleteIn(TEXT, ["d", "e"]),
      from: '  e: "quoted: text"\n',
      to: "",
    },
    {
      name: "removes a folded text with its lines",
      edit: deleteIn(TEXT, ["d", "f"]),
      from: "  f:\n    g: >-\n      folded\n      text\n",
      to: "",
    },
    {
      name: "removes the only key",
      edit: deleteIn(TEXT, ["d", "f", "g"]),
      from: "g: >-\n      folded\n      text",
      to: "{}",
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
    { name: "of what is not there does nothing", edit: deleteIn(TEXT, ["d", "nope"]), from: "", to: "" },
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
])("$want is how a value is written", ({ value, want }) => {
  expect(toFlow(value)).toBe(want);
});
