import { describe, expect, test } from "vitest";
import { nameTools, nameToolsInside } from "../../codegen/model/name-tools.ts";

const NAMES = new Map([
  ["createProduct", "PostCreateproduct"],
  ["listProducts", "listProducts"],
  ["ping", "GetPing"],
  ["unregister", "PostUnregister"],
  ["deliverable-types", "GetDeliverable-types"],
  ["{productId}/legal-requirements", "GetLegal-requirements"],
]);

describe("in a text for agents", () => {
  test.each([
    {
      name: "a function becomes its tool",
      given: "Make one with createProduct first.",
      want: "Make one with PostCreateproduct first.",
    },
    {
      name: "every mention is replaced, next to any punctuation",
      given: "createProduct, `createProduct` (createProduct's answer)",
      want: "PostCreateproduct, `PostCreateproduct` (PostCreateproduct's answer)",
    },
    { name: "a tool named like its function stays", given: "See listProducts.", want: "See listProducts." },
    {
      name: "ordinary words stay words",
      given: "To ping or unregister costs nothing.",
      want: "To ping or unregister costs nothing.",
    },
    {
      name: "a name with a dash becomes its tool",
      given: "As deliverable-types says; other-types does not.",
      want: "As GetDeliverable-types says; other-types does not.",
    },
    {
      name: "a name inside a word with a dash becomes its tool",
      given: "A createProduct-like call.",
      want: "A PostCreateproduct-like call.",
    },
    {
      name: "a path becomes its tool",
      given: "Ask {productId}/legal-requirements, not /legal-requirements.",
      want: "Ask GetLegal-requirements, not /legal-requirements.",
    },
    { name: "an unknown function stays", given: "See createOffer.", want: "See createOffer." },
    {
      name: "a longer word that begins alike stays",
      given: "createProductGroup is another.",
      want: "createProductGroup is another.",
    },
  ])("$name", ({ given, want }) => {
    expect(nameTools(given, NAMES)).toBe(want);
  });
});

test("every description inside a schema names tools, and nothing but descriptions changes", () => {
  const schema = {
    type: "object",
    description: "from createProduct",
    properties: {
      createProduct: {
        type: "string",
        description: "createProduct",
        enum: ["createProduct"],
        default: "createProduct",
      },
      list: { type: "array", items: { type: "string", description: "createProduct" } },
      map: {
        type: "object",
        properties: {},
        additionalProperties: { type: "string", description: "createProduct" },
      },
      either: { anyOf: [{ type: "string", description: "createProduct" }, { type: "integer" }] },
    },
    additionalProperties: false,
  } as const;

  expect(nameToolsInside(schema, NAMES)).toEqual({
    type: "object",
    description: "from PostCreateproduct",
    properties: {
      createProduct: {
        type: "string",
        description: "PostCreateproduct",
        enum: ["createProduct"],
        default: "createProduct",
      },
      list: { type: "array", items: { type: "string", description: "PostCreateproduct" } },
      map: {
        type: "object",
        properties: {},
        additionalProperties: { type: "string", description: "PostCreateproduct" },
      },
      either: { anyOf: [{ type: "string", description: "PostCreateproduct" }, { type: "integer" }] },
    },
    additionalProperties: false,
  });
});
