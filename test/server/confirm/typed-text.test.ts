import { describe, expect, test } from "vitest";
import { isTyped } from "../../../src/server/confirm/typed-text.ts";

describe("3.00 EUR", () => {
  test.each([
    "3",
    "3.0",
    "3,0",
    "3.00",
    "3,00",
    " 3 ",
    "3.00 EUR",
    "3,00 eur",
    "3,00EUR",
    "EUR 3",
    "EUR3.00",
    "3 €",
    "€3",
    "3 Euro",
    "3\u00A0€",
  ])("is typed as %j", (typed) => {
    expect(isTyped(typed, "3.00 EUR")).toBe(true);
    expect(isTyped(typed, "3,00 EUR")).toBe(true);
  });

  test.each([
    "30",
    "0.3",
    "3.01",
    "300",
    "3.000",
    "0",
    "-3",
    "+3",
    "03",
    "3 0",
    "3..0",
    "3.",
    ".3",
    "3e0",
    "0x3",
    "3.00 USD",
    "USD 3",
    "$3",
    "£3",
    "3 CHF",
    "EUR 3 EUR",
    "EUR 3 USD",
    "3 EUR 4",
    "yes",
    "ja",
    "EUR",
    "€",
    "",
    "三",
    "٣",
  ])("is not typed as %j", (typed) => {
    expect(isTyped(typed, "3.00 EUR")).toBe(false);
  });

  test.each([3, true, null, undefined, ["3"], {}])("is a text, not %j", (typed) => {
    expect(isTyped(typed, "3.00 EUR")).toBe(false);
  });
});

describe("1234.50 EUR", () => {
  test.each(["1234.5", "1234,50", "1,234.50", "1.234,50 €", "1'234.50", "1’234,50", "1 234,50 EUR"])(
    "is typed as %j",
    (typed) => expect(isTyped(typed, "1234.50 EUR")).toBe(true),
  );

  test.each(["1.234.50", "1,234,50", "12.34,50", "1234", "1.234", "123450", "1,234.5.0"])(
    "is not typed as %j",
    (typed) => expect(isTyped(typed, "1234.50 EUR")).toBe(false),
  );
});

test.each(["1'234'567", "1,234,567.00", "1.234.567,00 €"])("millions are typed with their groups: %j", (typed) => {
  expect(isTyped(typed, "1234567.00 EUR")).toBe(true);
});

test("three digits after the only sign are refused, because they can be read in two ways", () => {
  expect(isTyped("1.234", "1234.00 EUR")).toBe(false);
  expect(isTyped("1,234", "1234.00 EUR")).toBe(false);
});

test.each([
  { typed: "$3", wanted: "3.00 USD", is: true },
  { typed: "3 $", wanted: "3.00 CAD", is: false },
  { typed: "£3", wanted: "3.00 GBP", is: true },
  { typed: "CHF 3", wanted: "3.00 CHF", is: true },
  { typed: "3 €", wanted: "3.00 CHF", is: false },
])("$typed for $wanted: $is", ({ typed, wanted, is }) => {
  expect(isTyped(typed, wanted)).toBe(is);
});

describe("an order's id", () => {
  test.each(["K7M2QX9A", " k7m2qx9a ", "K7M2 QX9A"])("is typed as %j", (typed) => {
    expect(isTyped(typed, "K7M2QX9A")).toBe(true);
  });

  test.each(["K7M2QX9", "K7M2QX9AA", "yes", ""])("is not typed as %j", (typed) => {
    expect(isTyped(typed, "K7M2QX9A")).toBe(false);
  });

  test("of digits alone is not an amount", () => {
    expect(isTyped("12,345.00", "12345")).toBe(false);
  });
});
