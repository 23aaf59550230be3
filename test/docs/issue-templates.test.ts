import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const FOLDER = ".github/ISSUE_TEMPLATE";
const text = { type: "string", minLength: 1 };

/** The elements of a form as the hosting platform documents them, and no other field: it ignores a form with a mistake. */
function element(type: string, attributes: object, required: readonly string[] = ["label"]) {
  return {
    type: "object",
    properties: {
      type: { const: type },
      id: { type: "string", pattern: "^[a-z-]+$" },
      attributes: { type: "object", properties: attributes, required, additionalProperties: false },
      validations: { type: "object", properties: { required: { type: "boolean" } }, additionalProperties: false },
    },
    required: ["type", "attributes", ...(type === "markdown" ? [] : ["id"])],
    additionalProperties: false,
  };
}

const LABELLED = { label: text, description: text };
const FORM = {
  type: "object",
  properties: {
    name: text,
    description: text,
    body: {
      type: "array",
      minItems: 1,
      items: {
        anyOf: [
          element("markdown", { value: text }, ["value"]),
          element("textarea", { ...LABELLED, placeholder: text, render: text }),
          element("input", { ...LABELLED, placeholder: text }),
          element("dropdown", { ...LABELLED, options: { type: "array", items: text, uniqueItems: true } }, [
            "label",
            "options",
          ]),
          element(
            "checkboxes",
            { ...LABELLED, options: { type: "array", items: { type: "object", required: ["label"] } } },
            ["label", "options"],
          ),
        ],
      },
    },
  },
  required: ["name", "description", "body"],
  additionalProperties: false,
};

const validate = new Ajv().compile(FORM);
const forms = readdirSync(FOLDER).filter((name) => name !== "config.yml");
const read = (name: string) => parse(readFileSync(path.join(FOLDER, name), "utf8"));

describe.each(forms)("the form %s", (name) => {
  const form = read(name);

  test("is one that the platform shows", () => {
    expect(validate(form), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...form, title: 1 })).toBe(false);
    const ids = form.body.flatMap(({ id }: { id?: string }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("says first and last that a key does not belong in it", () => {
    expect(form.body[0].attributes.value).toMatch(/^\*\*Never paste an API key\*\*/);
    expect(form.body.at(-1).attributes.options).toEqual([
      { label: expect.stringContaining("no API key"), required: true },
    ]);
  });
});

test("every issue goes through a form", () => {
  expect(forms).toHaveLength(2);
  expect(read("config.yml")).toEqual({ blank_issues_enabled: false });
});

test("SECURITY.md says how to report in private, and names no address that somebody would have to read", () => {
  const page = readFileSync("SECURITY.md", "utf8").replace(/\s+/g, " ");

  expect(page).toContain("open **Security** and choose **Report a vulnerability**");
  expect(page).toContain("**Never send an API key, a token or data about buyers**");
  expect(page).not.toContain("@");
  expect(readFileSync(path.join(FOLDER, "bug.yml"), "utf8")).toContain("SECURITY.md");
});
