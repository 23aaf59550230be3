import { describe, expect, test } from "vitest";
import { translatePattern } from "../../codegen/model/translate-pattern.ts";

interface Translation {
  readonly pattern: string;
  readonly fits: readonly string[];
  readonly misfits: readonly string[];
}

describe("a pattern means the same in JavaScript, with the flag u and without it", () => {
  test.each<Translation>([
    { pattern: "^[a-z]+$", fits: ["abc"], misfits: ["ABC", "a1"] },
    { pattern: "(?i)^[a-z]+$", fits: ["abc", "ABC"], misfits: ["a1"] },
    { pattern: "(?i)^ds-x(?<code>\\d{2,3})é$", fits: ["DS-X12É", "ds-x123é"], misfits: ["ds-y12é"] },
    { pattern: "(?i)^[^a-c0-9]$", fits: ["d", "D"], misfits: ["B", "b", "5"] },
    { pattern: "(?i)^[[:lower:]]$", fits: ["Q"], misfits: ["1"] },
    { pattern: "\\A\\d+\\z", fits: ["12"], misfits: ["a12", "12b", "A12z"] },
    { pattern: "\\A\\w\\Z", fits: ["w"], misfits: ["ww"] },
    { pattern: "^(?P<year>\\d{4})$", fits: ["2026"], misfits: ["26"] },
    { pattern: "^[[:alpha:]_]+[[:digit:]]?$", fits: ["a_b7"], misfits: [":7x", "7"] },
    { pattern: "^[\\w\\-.]+\\@\\w+\\-\\w+$", fits: ["a.b-c@d-e"], misfits: ["a@d"] },
    { pattern: "^https:\\/\\/[^/]+\\.de$", fits: ["https://a.de"], misfits: ["https://a/.de", "https://ade"] },
    { pattern: "^[A-Z]{2}(?:-[A-Z]{2})?(?!x)", fits: ["DE-AT"], misfits: ["de", "DEx"] },
    { pattern: "", fits: ["", "x"], misfits: [] },
  ])("$pattern", ({ pattern, fits, misfits }) => {
    const translated = translatePattern(pattern) ?? "(?!)";
    for (const flags of ["", "u"]) {
      const expression = new RegExp(translated, flags);
      expect(fits.filter((text) => !expression.test(text))).toEqual([]);
      expect(misfits.filter((text) => expression.test(text))).toEqual([]);
    }
  });
});

test.each([
  ...["\\p{L}", "[\\p{L}]", "\\P{Lu}", "\\h", "\\Qa.b\\E", "\\G", "\\R", "[\\h]", "[\\A]"],
  ...["(?s).", "(?m)^a$", "a(?i)b", "(?i:a)b", "(?>a)", "(?#a)b", "(?P=a)", "a++", "a*+"],
  ...["[]a]", "[^]a]", "[a-z&&[^b]]", "[[:^alpha:]]", "[[:word2:]]", "[", "[a", "(", "a{", "\\"],
  // With the flag u these mean something else than without it.
  ...["\\u{41}", "^😀+$", "[😀]"],
  // Other engines differ in the other case of these, which is several characters here.
  ...["(?i)ß", "(?i)[ß]", "(?i)İ"],
  ...["(?i)[A-z]", "(?i)[ä-ü]", "(?i)\\x41", "(?i)(a)\\1", "(?i)[\\x41]"],
])("%s has no such form in JavaScript", (pattern) => {
  expect(translatePattern(pattern)).toBeUndefined();
});
