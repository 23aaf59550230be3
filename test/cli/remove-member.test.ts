import { expect, test } from "vitest";
import { removeMember } from "../../src/cli/remove-member.ts";

const lines = (...members: string[]) =>
  ["{", '  "m": {', ...members.map((line) => `    ${line}`), "  }", "}", ""].join("\n");
const A = '"a": { "x": 1 }';

test.each([
  {
    place: "first",
    before: lines("// mine", `${A},`, "// next", '"b": 2 // b'),
    after: lines("// mine", "// next", '"b": 2 // b'),
  },
  {
    place: "in the middle",
    before: lines('"b": 2, // b', `${A},`, "// last", '"c": 3'),
    after: lines('"b": 2, // b', "// last", '"c": 3'),
  },
  {
    place: "last",
    before: lines('"b": 2, // b', "// mine", A, "// end"),
    after: lines('"b": 2 // b', "// mine", "// end"),
  },
  { place: "last, with a comma", before: lines('"b": 2, // b', `${A},`), after: lines('"b": 2, // b') },
  { place: "alone", before: lines(A), after: lines() },
  { place: "before a comment", before: lines('"b": 2,', `${A} // mine`), after: lines('"b": 2', " // mine") },
  { place: "on one line", before: `{"m":{"b":2,${A},"c":3}}`, after: '{"m":{"b":2,"c":3}}' },
  { place: "before a comma far away", before: `{"m":{${A} /* x */ , "c":3}}`, after: '{"m":{ /* x */  "c":3}}' },
  {
    place: "after Windows' line ends",
    before: lines('"b": 2,', A).replaceAll("\n", "\r\n"),
    after: lines('"b": 2').replaceAll("\n", "\r\n"),
  },
  { place: "absent", before: lines('"b": 2'), after: lines('"b": 2') },
])("A member that is $place is removed, and no comment with it", ({ before, after }) => {
  expect(removeMember(before, ["m", "a"])).toBe(after);
});

test("A member that appears twice is refused", () => {
  expect(() => removeMember(`{"m":{${A},${A}}}`, ["m", "a"])).toThrow("m.a appears twice");
});
