import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonc, setMember } from "../../src/cli/jsonc.ts";

const set = (text: string) => setMember(text, ["servers", "ours"], { url: "x" });

describe("a member that is set", () => {
  test.each([
    ["an empty object", "{}\n", '{\n  "servers": {\n    "ours": {\n      "url": "x"\n    }\n  }\n}\n'],
    ["one line", '{ "a": 1 }', '{\n  "a": 1,\n  "servers": {\n    "ours": {\n      "url": "x"\n    }\n  }\n}'],
    [
      "comments, tabs and a trailing comma",
      '// mine\n{\n\t"servers": {\n\t\t// the shop\n\t\t"a": {}, // last\n\t},\n}\n',
      '// mine\n{\n\t"servers": {\n\t\t// the shop\n\t\t"a": {},\n\t\t"ours": {\n\t\t\t"url": "x"\n\t\t}, // last\n\t},\n}\n',
    ],
    [
      "a comment after the last member",
      '{\n  "servers": {\n    "a": 1 // one, two\n  }\n}',
      '{\n  "servers": {\n    "a": 1,\n    "ours": {\n      "url": "x"\n    } // one, two\n  }\n}',
    ],
    [
      "Windows' line ends",
      '{\r\n  "a": 1\r\n}\r\n',
      '{\r\n  "a": 1,\r\n  "servers": {\r\n    "ours": {\r\n      "url": "x"\r\n    }\r\n  }\r\n}\r\n',
    ],
    [
      "numbers that JavaScript would round, and what is there already",
      '{ "n": 12345678901234567890, "servers": { "ours": { "url": "old" }, "b": 1.0 } }',
      '{ "n": 12345678901234567890, "servers": { "ours": {\n      "url": "x"\n    }, "b": 1.0 } }',
    ],
  ])("leaves the rest as it was in a text of %s", (_, before, after) => {
    expect(set(before)).toBe(after);
  });

  test("keeps an object with a member named __proto__", () => {
    const after = JSON.parse(set('{ "a": { "__proto__": [1] } }'));
    expect(Object.entries(after.a)).toEqual([["__proto__", [1]]]);
    expect(after.servers).toEqual({ ours: { url: "x" } });
  });

  test("is read back from any JSON, with everything else", () => {
    const names = fc.string().filter((name) => name !== "servers" && name !== "__proto__");
    const files = fc.dictionary(names, fc.jsonValue());
    fc.assert(
      fc.property(files, fc.constantFrom(undefined, 1, 4, "\t"), (file, indent) => {
        const after = JSON.parse(set(JSON.stringify(file, null, indent)));
        expect(after).toEqual({ ...JSON.parse(JSON.stringify(file)), servers: { ours: { url: "x" } } });
      }),
    );
  });

  test.each([
    "",
    "[1]",
    "{ broken",
    "{} {}",
    '{ "a" 1 }',
    "{,}",
    '{ "servers": [] }',
    '{ "a": "tab\t" }',
    "{ /* open }",
    '{ "servers": { "ours": {} }, "servers": { "ours": {} } }',
  ])("is refused in %j", (text) => {
    expect(() => set(text)).toThrow(SyntaxError);
  });
});

test("the last of two members with the same name counts, as in clients", () => {
  expect(parseJsonc('{ "a": 1, /* again */ "a": [true, null, "\\u00e4",], }')).toEqual({ a: [true, null, "ä"] });
});
