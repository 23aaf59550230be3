import { describe, expect, test } from "vitest";
import type { Problem } from "../../codegen/codegen-error.ts";
import { collectArguments } from "../../codegen/model/collect-arguments.ts";

const FORM = "application/x-www-form-urlencoded";
const ID = { name: "id", in: "query", required: true, schema: { type: "string" } };
const CODE_BODY = { type: "object", properties: { code: { type: "string" } }, required: ["code"] };

interface Case {
  readonly name: string;
  readonly given: object;
  readonly want: unknown;
}

describe("the arguments of an operation are one flat object", () => {
  test.each<Case>([
    {
      name: "query parameters keep their names, and an object among them keeps its nesting",
      given: {
        parameters: [
          ID,
          {
            name: "search",
            in: "query",
            style: "deepObject",
            explode: true,
            description: "All\n have to match",
            schema: { type: "object", properties: { email: { type: "string" } } },
          },
        ],
      },
      want: {
        type: "object",
        properties: {
          id: { type: "string" },
          search: {
            type: "object",
            properties: { email: { type: "string" } },
            additionalProperties: false,
            description: "All have to match",
          },
        },
        required: ["id"],
        additionalProperties: false,
      },
    },
    {
      name: "the description inside the schema takes precedence over that of the parameter",
      given: {
        parameters: [
          { name: "a", in: "query", description: "outer", schema: { type: "string", description: "inner" } },
        ],
      },
      want: {
        type: "object",
        properties: { a: { type: "string", description: "inner" } },
        additionalProperties: false,
      },
    },
    {
      name: "a form body gives its properties",
      given: { requestBody: { content: { [FORM]: { schema: CODE_BODY } } } },
      want: {
        type: "object",
        properties: { code: { type: "string" } },
        required: ["code"],
        additionalProperties: false,
      },
    },
    {
      name: "a form body next to parameters stays flat",
      given: { parameters: [ID], requestBody: { content: { [FORM]: { schema: CODE_BODY } } } },
      want: {
        type: "object",
        properties: { id: { type: "string" }, code: { type: "string" } },
        required: ["id", "code"],
        additionalProperties: false,
      },
    },
    {
      name: "a JSON body next to parameters becomes the argument data",
      given: { parameters: [ID], requestBody: { content: { "application/json": { schema: CODE_BODY } } } },
      want: {
        type: "object",
        properties: {
          id: { type: "string" },
          data: {
            type: "object",
            properties: { code: { type: "string" } },
            required: ["code"],
            additionalProperties: false,
          },
        },
        required: ["id", "data"],
        additionalProperties: false,
      },
    },
    {
      name: "a JSON body that has data already is not wrapped again",
      given: {
        parameters: [ID],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { data: CODE_BODY, files: { type: "array", items: { type: "string" } } },
                required: ["data"],
              },
            },
          },
        },
      },
      want: {
        type: "object",
        properties: {
          id: { type: "string" },
          data: {
            type: "object",
            properties: { code: { type: "string" } },
            required: ["code"],
            additionalProperties: false,
          },
          files: { type: "array", items: { type: "string" } },
        },
        required: ["id", "data"],
        additionalProperties: false,
      },
    },
    {
      name: "a JSON body without parameters stays flat",
      given: { requestBody: { content: { "application/json": { schema: CODE_BODY } } } },
      want: {
        type: "object",
        properties: { code: { type: "string" } },
        required: ["code"],
        additionalProperties: false,
      },
    },
    {
      name: "a parameter may carry its schema as JSON content",
      given: {
        parameters: [
          {
            name: "search",
            in: "query",
            content: {
              "application/json": { schema: { type: "object", properties: { date: { type: "string" } } } },
            },
          },
        ],
      },
      want: {
        type: "object",
        properties: {
          search: { type: "object", properties: { date: { type: "string" } }, additionalProperties: false },
        },
        additionalProperties: false,
      },
    },
    {
      name: "an argument may be named like something every object has",
      given: { parameters: [{ name: "constructor", in: "query", schema: { type: "string" } }] },
      want: { type: "object", properties: { constructor: { type: "string" } }, additionalProperties: false },
    },
    {
      name: "an operation without parameters and body has no arguments",
      given: {},
      want: { type: "object", properties: {}, additionalProperties: false },
    },
    {
      name: "an operation with an empty list and an empty body has no arguments",
      given: { parameters: [], requestBody: { content: {} } },
      want: { type: "object", properties: {}, additionalProperties: false },
    },
  ])("$name", ({ given, want }) => {
    const problems: Problem[] = [];

    expect(collectArguments(operation(given), problems)).toEqual(want);
    expect(problems).toEqual([]);
  });
});

describe("an argument that cannot be sent as a form field is a problem", () => {
  test.each<Case>([
    {
      name: "a parameter in the path, if the path does not name it",
      given: { parameters: [ID, { name: "a", in: "path", schema: { type: "string" } }] },
      want: ["f.yaml#/get/parameters/1/in: the path has no {a}; put it in the query or the form body"],
    },
    ...["header", "cookie"].map((place) => ({
      name: `a parameter in the ${place}`,
      given: { parameters: [ID, { name: "a", in: place, schema: { type: "string" } }] },
      want: [
        `f.yaml#/get/parameters/1/in: a parameter in "${place}" is not supported; put it in the query or the form body`,
      ],
    })),
    {
      name: "a style that PHP does not read",
      given: { parameters: [{ ...ID, style: "pipeDelimited" }] },
      want: [
        'f.yaml#/get/parameters/0/style: style "pipeDelimited" is not supported; the API reads PHP brackets (deepObject)',
      ],
    },
    {
      name: "a multipart body",
      given: { requestBody: { content: { "multipart/form-data": { schema: CODE_BODY } } } },
      want: [
        "f.yaml#/get/requestBody/content/multipart~1form-data: a body of multipart/form-data is not supported; describe it as application/x-www-form-urlencoded",
      ],
    },
    {
      name: "a body that is one of several",
      given: { requestBody: { content: { [FORM]: { schema: { oneOf: [CODE_BODY, CODE_BODY] } } } } },
      want: [
        "f.yaml#/get/requestBody/content/application~1x-www-form-urlencoded/schema: the body must be one plain object, without oneOf, anyOf or allOf",
      ],
    },
    {
      name: "a body that is a list",
      given: {
        requestBody: { content: { "application/json": { schema: { type: "array", items: { type: "string" } } } } },
      },
      want: [
        "f.yaml#/get/requestBody/content/application~1json/schema: the body must be one plain object, without oneOf, anyOf or allOf",
      ],
    },
    {
      name: "an argument described twice",
      given: {
        parameters: [ID],
        requestBody: { content: { [FORM]: { schema: { type: "object", properties: { id: { type: "string" } } } } } },
      },
      want: [
        "f.yaml#/get/requestBody/content/application~1x-www-form-urlencoded/schema/properties/id: argument `id` is described twice; keep one",
      ],
    },
    {
      name: "a parameter whose name agents refuse",
      given: { parameters: [{ ...ID, name: "search[role]" }] },
      want: ["f.yaml#/get/parameters/0/name: has a name that agents refuse; use letters, digits, _ . - (64 at most)"],
    },
    {
      name: "a parameter without a schema",
      given: { parameters: [{ name: "id", in: "query" }] },
      want: ["f.yaml#/get/parameters/0/schema: is not a schema; write an object with a type"],
    },
    {
      name: "parameters that are not a list",
      given: { parameters: { name: "id", in: "query", schema: { type: "string" } } },
      want: ["f.yaml#/get/parameters: is not a list of parameters; write one item for each"],
    },
    {
      name: "a parameter that is not an object",
      given: { parameters: ["id"] },
      want: ["f.yaml#/get/parameters: is not a list of parameters; write one item for each"],
    },
  ])("$name", ({ given, want }) => {
    const problems: Problem[] = [];

    collectArguments(operation(given), problems);

    expect(problems.map(({ at, message }) => `${at}: ${message}`)).toEqual(want);
  });
});

function operation(given: object) {
  return { path: "/f", method: "get", at: "f.yaml#/get", operation: { ...given } } as const;
}
