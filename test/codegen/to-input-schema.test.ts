import { describe, expect, test } from "vitest";
import type { Problem } from "../../codegen/codegen-error.ts";
import { toInputSchema } from "../../codegen/model/to-input-schema.ts";

interface Case {
  readonly name: string;
  readonly given: object;
  readonly want: unknown;
}

describe("a schema of the description becomes an argument", () => {
  test.each<Case>([
    {
      name: "a format moves into the description",
      given: { type: "string", format: "email", description: "The buyer's address" },
      want: { type: "string", description: "The buyer's address (email)" },
    },
    {
      name: "a format without a description becomes one",
      given: { type: "string", format: "uri" },
      want: { type: "string", description: "(uri)" },
    },
    {
      name: "date-time is the one format that stays",
      given: { type: "string", format: "date-time", description: "Start" },
      want: { type: "string", description: "Start", format: "date-time" },
    },
    {
      name: "the width of a number is left out",
      given: { type: "number", format: "float", description: "Amount" },
      want: { type: "number", description: "Amount" },
    },
    {
      name: "a description over several lines becomes one line",
      given: { type: "string", description: "One\n  two\n\nthree \n" },
      want: { type: "string", description: "One two three" },
    },
    { name: "nullable is dropped", given: { type: "integer", nullable: true }, want: { type: "integer" } },
    { name: "a type list with null is the other type", given: { type: ["string", "null"] }, want: { type: "string" } },
    { name: "null may stand first in a type list", given: { type: ["null", "boolean"] }, want: { type: "boolean" } },
    {
      name: "an enum names each value once, in the order given",
      given: { type: "string", enum: ["buyer", "affiliate", "buyer"] },
      want: { type: "string", enum: ["buyer", "affiliate"] },
    },
    {
      name: "an enum with the empty text allows its values or an empty text, and nothing else",
      given: { type: "string", description: "Sex", enum: ["M", "F", ""] },
      want: {
        description: "Sex",
        anyOf: [
          { type: "string", enum: ["M", "F"] },
          { type: "string", maxLength: 0 },
        ],
      },
    },
    {
      name: "an enum of the empty text alone allows only an empty text",
      given: { type: "string", enum: [""] },
      want: { type: "string", maxLength: 0 },
    },
    {
      name: "read-only properties are not arguments, whether required or not",
      given: {
        type: "object",
        properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
        required: ["id", "name"],
      },
      want: {
        type: "object",
        properties: { name: { type: "string" } },
        required: ["name"],
        additionalProperties: false,
      },
    },
    {
      name: "an object whose properties are all read-only stays closed",
      given: { type: "object", properties: { id: { type: "string", readOnly: true } } },
      want: { type: "object", properties: {}, additionalProperties: false },
    },
    {
      name: "defaults of lists and objects are kept",
      given: {
        type: "object",
        default: { a: ["x"] },
        properties: { a: { type: "array", items: { type: "string" }, default: [] } },
      },
      want: {
        type: "object",
        default: { a: ["x"] },
        properties: { a: { type: "array", default: [], items: { type: "string" } } },
        additionalProperties: false,
      },
    },
    {
      name: "an enum of numbers becomes one of text",
      given: { type: "integer", enum: [1, 2, 3] },
      want: { type: "string", enum: ["1", "2", "3"] },
    },
    {
      name: "null in an enum is not a value",
      given: { type: "string", nullable: true, enum: ["a", null] },
      want: { type: "string", enum: ["a"] },
    },
    {
      name: "an object without named properties is a free map",
      given: { type: "object" },
      want: { type: "object", properties: {}, additionalProperties: true },
    },
    {
      name: "a free map keeps the schema of its values",
      given: { type: "object", additionalProperties: { type: "integer", format: "int64" } },
      want: { type: "object", properties: {}, additionalProperties: { type: "integer" } },
    },
    {
      name: "an object with named properties is closed",
      given: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
      want: {
        type: "object",
        properties: { id: { type: "string" } },
        required: ["id"],
        additionalProperties: false,
      },
    },
    {
      name: "an object that says it is open stays open",
      given: { type: "object", properties: { id: { type: "string" } }, additionalProperties: true },
      want: { type: "object", properties: { id: { type: "string" } }, additionalProperties: true },
    },
    {
      name: "an empty schema for further properties opens an object too",
      given: { type: "object", properties: { id: { type: "string" } }, additionalProperties: {} },
      want: { type: "object", properties: { id: { type: "string" } }, additionalProperties: true },
    },
    {
      name: "an object without properties that says it is closed stays closed",
      given: { type: "object", additionalProperties: false },
      want: { type: "object", properties: {}, additionalProperties: false },
    },
    {
      name: "properties alone make an object",
      given: { properties: { id: { type: "string" } } },
      want: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false },
    },
    {
      name: "arrays of objects with arrays are followed to the end",
      given: {
        type: "array",
        maxItems: 3,
        items: {
          type: "object",
          properties: { files: { type: "array", items: { type: "string", format: "uri", nullable: true } } },
        },
      },
      want: {
        type: "array",
        maxItems: 3,
        items: {
          type: "object",
          properties: { files: { type: "array", items: { type: "string", description: "(uri)" } } },
          additionalProperties: false,
        },
      },
    },
    {
      name: "oneOf becomes anyOf, since agents' models know only that",
      given: { description: "An image", oneOf: [{ type: "string" }, { type: "integer", nullable: true }] },
      want: { description: "An image", anyOf: [{ type: "string" }, { type: "integer" }] },
    },
    {
      name: "anyOf stays",
      given: { anyOf: [{ type: "string", format: "date" }, { type: "boolean" }] },
      want: { anyOf: [{ type: "string", description: "(date)" }, { type: "boolean" }] },
    },
    {
      name: "limits of a text are kept",
      given: { type: "string", minLength: 1, maxLength: 63, pattern: "^[a-z]+$" },
      want: { type: "string", minLength: 1, maxLength: 63, pattern: "^[a-z]+$" },
    },
    {
      name: "a pattern of another engine is translated",
      given: { type: "string", pattern: "(?i)\\A[a-z]+\\z" },
      want: { type: "string", pattern: "^[a-zA-Z]+$" },
    },
    {
      name: "limits of a number are kept, zero too",
      given: { type: "integer", minimum: 0, maximum: 500 },
      want: { type: "integer", minimum: 0, maximum: 500 },
    },
    {
      name: "limits of a list and an object are kept",
      given: { type: "array", minItems: 1, items: { type: "object", minProperties: 1 } },
      want: {
        type: "array",
        minItems: 1,
        items: { type: "object", minProperties: 1, properties: {}, additionalProperties: true },
      },
    },
    {
      name: "a default of the right type is kept, false and the empty text too",
      given: {
        type: "object",
        properties: { a: { type: "boolean", default: false }, b: { type: "string", default: "" } },
      },
      want: {
        type: "object",
        properties: { a: { type: "boolean", default: false }, b: { type: "string", default: "" } },
        additionalProperties: false,
      },
    },
    {
      name: "a default of another type is dropped",
      given: { type: "integer", default: "ten" },
      want: { type: "integer" },
    },
    {
      name: "a keyword that does not constrain a value is dropped",
      given: { type: "string", title: "Id", example: "1", deprecated: true, xml: {}, readOnly: false },
      want: { type: "string" },
    },
  ])("$name", ({ given, want }) => {
    const problems: Problem[] = [];

    expect(toInputSchema(given, "f.yaml#/schema", problems)).toEqual(want);
    expect(problems).toEqual([]);
  });
});

describe("a schema outside the rules is a problem with its place", () => {
  test.each<Case>([
    {
      name: "a list as the default of a text",
      given: { type: "string", default: ["a"] },
      want: ['f.yaml#/schema/default: default ["a"] is not of type string; correct it or leave it out'],
    },
    {
      name: "a pattern that is not text",
      given: { type: "string", pattern: 5 },
      want: ["f.yaml#/schema/pattern: pattern is 5; write a regular expression as text"],
    },
    {
      name: "a pattern that JavaScript cannot express, which is left out",
      given: { type: "string", pattern: "^\\p{L}+$" },
      want: [
        "f.yaml#/schema/pattern: pattern `^\\p{L}+$` is left out: it cannot be expressed in JavaScript, so the API checks the value",
      ],
    },
    {
      name: "an unknown keyword",
      given: { type: "string", "x/y": 1, const: "a" },
      want: [
        "f.yaml#/schema/x~1y: keyword `x/y` is not supported in arguments; say it in plain properties or in the description",
        "f.yaml#/schema/const: keyword `const` is not supported in arguments; say it in plain properties or in the description",
      ],
    },
    {
      name: "allOf",
      given: { type: "object", properties: { a: { type: "object", allOf: [{ type: "object" }] } } },
      want: [
        "f.yaml#/schema/properties/a/allOf: keyword `allOf` is not supported in arguments; say it in plain properties or in the description",
      ],
    },
    {
      name: "no type",
      given: { description: "Anything" },
      want: ["f.yaml#/schema/type: type is undefined; give one of object, array, string, integer, number, boolean"],
    },
    {
      name: "an unknown type",
      given: { type: "array", items: { type: "file" } },
      want: ['f.yaml#/schema/items/type: type is "file"; give one of object, array, string, integer, number, boolean'],
    },
    {
      name: "two types",
      given: { type: ["string", "integer"] },
      want: [
        'f.yaml#/schema/type: type is ["string","integer"]; give one of object, array, string, integer, number, boolean',
      ],
    },
    {
      name: "a list without items",
      given: { type: "array" },
      want: ["f.yaml#/schema/items: is not a schema; write an object with a type"],
    },
    {
      name: "an enum without values",
      given: { type: "string", enum: [] },
      want: ["f.yaml#/schema/enum: has no values; list them or leave the enum out"],
    },
    {
      name: "a property key that agents refuse",
      given: { type: "object", properties: { "search[a/b]": { type: "string" } } },
      want: [
        "f.yaml#/schema/properties/search[a~1b]: has a name that agents refuse; use letters, digits, _ . - (64 at most)",
      ],
    },
    {
      name: "a property key that is too long",
      given: { type: "object", properties: { [`k${"k".repeat(64)}`]: { type: "string" } } },
      want: [
        `f.yaml#/schema/properties/${"k".repeat(65)}: has a name that agents refuse; use letters, digits, _ . - (64 at most)`,
      ],
    },
    {
      name: "a required argument that does not exist, even if every object inherits that name",
      given: { type: "object", properties: { id: { type: "string" } }, required: ["id", "name", "toString"] },
      want: [
        "f.yaml#/schema/required: requires `name`, which is not among the properties",
        "f.yaml#/schema/required: requires `toString`, which is not among the properties",
      ],
    },
    {
      name: "a wrong variant, under the keyword that the author wrote",
      given: { oneOf: [{ type: "string" }, { type: "null" }] },
      want: [
        'f.yaml#/schema/oneOf/1/type: type is "null"; give one of object, array, string, integer, number, boolean',
      ],
    },
    {
      name: "properties next to oneOf, which would be lost",
      given: { type: "object", properties: { a: { type: "string" } }, oneOf: [{ type: "object" }] },
      want: [
        "f.yaml#/schema/type: `type` next to `oneOf` is not supported; write it into every variant",
        "f.yaml#/schema/properties: `properties` next to `oneOf` is not supported; write it into every variant",
      ],
    },
    {
      name: "a wrong schema for further properties",
      given: { type: "object", additionalProperties: { type: "any" } },
      want: [
        'f.yaml#/schema/additionalProperties/type: type is "any"; give one of object, array, string, integer, number, boolean',
      ],
    },
  ])("$name", ({ given, want }) => {
    const problems: Problem[] = [];

    toInputSchema(given, "f.yaml#/schema", problems);

    expect(problems.map(({ at, message }) => `${at}: ${message}`)).toEqual(want);
  });
});
