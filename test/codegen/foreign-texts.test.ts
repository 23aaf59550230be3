import { describe, expect, test } from "vitest";
import { generate } from "../../codegen/pipeline.ts";
import { type Changes, inputsIn, withOrders } from "./orders-fixture.ts";
import { type ProblemCase, problemsOf, replace } from "./problem-case.ts";

const GET = "paths/getOrder.yaml";

const answer = (properties: string): string => `get:
  description: Reads orders.
  responses:
    "200":
      description: The answer
      content:
        application/json:
          schema:
            type: object
            properties:
              data:
                type: object
                properties:
${properties.replace(/^/gm, " ".repeat(18))}
`;

async function orderModule(changes: Changes): Promise<string> {
  const files = await withOrders(changes, (folder) => generate(inputsIn(folder)));
  return files.get("tools/orders.ts") ?? "";
}

describe("the foreign texts of a tool", () => {
  test("are the marked texts, those in lists and in objects by name among them", async () => {
    const written = await orderModule({
      [GET]: answer(`id: { type: string }
note: { type: string, nullable: true, x-foreign-text: true }
keys: { type: array, items: { type: string, x-foreign-text: true } }
form: { type: object, additionalProperties: { type: string, x-foreign-text: true } }`),
    });
    expect(written).toContain('foreignTexts: ["note", "keys", "form.<key>"],');
  });

  test("have the names that they have inside an item of a list", async () => {
    const written = await orderModule({
      "policy.yaml": replace("title: Get an order,", "title: Get an order, list: true,"),
      [GET]: answer(`orders:
  type: array
  items:
    type: object
    properties:
      buyer: { type: object, properties: { name: { type: string, x-foreign-text: true } } }`),
    });
    expect(written).toContain('foreignTexts: ["buyer.name"],');
  });

  test("are named once if they are also found further inside", async () => {
    const written = await orderModule({
      [GET]: answer(`buyer: { type: object, properties: { name: { type: string, x-foreign-text: true } } }
payments:
  type: array
  items:
    type: object
    properties:
      buyer: { type: object, properties: { name: { type: string, x-foreign-text: true } } }`),
    });
    expect(written).toContain('foreignTexts: ["buyer.name"],');
  });

  test("are not mentioned if there are none", async () => {
    expect(await orderModule({ [GET]: answer("id: { type: string }") })).not.toContain("foreignTexts");
  });
});

describe("a problem is", () => {
  const AT = `${GET}#/get/responses/200`;

  test.each<ProblemCase>([
    {
      name: "a mark that is not true",
      changes: { [GET]: answer("note: { type: string, x-foreign-text: buyer }") },
      want: [`${AT}: note has x-foreign-text "buyer"; write true or leave it out`],
    },
    {
      name: "a mark on something that is not a text",
      changes: { [GET]: answer("buyer: { type: object, x-foreign-text: true }") },
      want: [`${AT}: buyer is object and cannot have x-foreign-text; mark the texts inside it`],
    },
    {
      name: "a misspelled mark",
      changes: { [GET]: answer("note: { type: string, x-foreign-texts: true }") },
      want: [`${AT}: note has x-foreign-texts, which no answer has; an answer's only keyword is x-foreign-text`],
    },
    {
      name: "an unmarked text that could be taken for a marked one",
      changes: {
        [GET]: answer(`note: { type: string, x-foreign-text: true }
product: { type: object, properties: { note: { type: string } } }`),
      },
      want: [`${AT}: product.note has no x-foreign-text, but another field ending in note has; mark both or none`],
    },
    {
      name: "a mark on an argument",
      changes: {
        [GET]: answer("id: { type: string }").replace(
          "  responses:",
          `  parameters:
    - { name: order_id, in: query, schema: { type: string, x-foreign-text: true } }
  responses:`,
        ),
      },
      want: [expect.stringContaining(`${GET}#/get/parameters/0/schema/x-foreign-text`) as unknown as string],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });
});
