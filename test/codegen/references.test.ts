import { expect, test } from "vitest";
import { inlineReferences, nodeAt, splitReference } from "../../codegen/load/references.ts";

const DOCUMENT = { a: { "b/c": { "d~e": 1 }, list: ["x"] }, link: { $ref: "#/a" } };

test.each([
  { reference: "#/a/b~1c/d~0e", want: 1 },
  { reference: "#/a/list/0", want: "x" },
  { reference: "#/a/b%7E1c", want: { "d~e": 1 } },
  { reference: "#/a/toString", want: undefined },
  { reference: "#/link/list", want: undefined },
  { reference: "", want: DOCUMENT },
])("$reference finds its value", ({ reference, want }) => {
  expect(nodeAt(DOCUMENT, splitReference(reference).keys)).toEqual(want);
});

test("a pointer is followed through a reference on its way", () => {
  const through = (reference: string) => nodeAt(DOCUMENT, splitReference(reference).keys);
  expect(nodeAt(DOCUMENT, ["link", "list", "0"], through)).toBe("x");
});

test("references are inlined at any depth, and a cycle is refused", () => {
  const find = (reference: string, file: string) => ({
    value: nodeAt(document, splitReference(reference).keys),
    file,
    place: reference,
  });
  const refuseCycle = (place: string): never => {
    throw new Error(`cycle at ${place}`);
  };
  let document: unknown = { one: [{ $ref: "#/two" }], two: { three: { $ref: "#/four" } }, four: 4 };
  expect(inlineReferences(document, "", { find, refuseCycle })).toEqual({
    one: [{ three: 4 }],
    two: { three: 4 },
    four: 4,
  });
  document = { one: { $ref: "#/two" }, two: [{ $ref: "#/one" }] };
  expect(() => inlineReferences(document, "", { find, refuseCycle })).toThrow("cycle at #/two");
});
