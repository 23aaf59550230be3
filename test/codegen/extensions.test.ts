import { describe, expect, test } from "vitest";
import { generate } from "../../codegen/pipeline.ts";
import { type Changes, inputsIn, withOrders } from "./orders-fixture.ts";
import { type ProblemCase, problemsOf, replace } from "./problem-case.ts";

const CREATE = "paths/createOrder.yaml";
const CANCEL = "paths/cancelOrder.yaml";
const BODY = "requestBody/content/application~1x-www-form-urlencoded/schema/properties";

/** An order whose note exists in several languages, and a cancellation that borrows the fields of an order. */
const borrowed = (lender: string): Changes => ({
  [CREATE]: replace("deliver_at:", "note_de: { type: string }\n                deliver_at:"),
  [CANCEL]: `post:
  description: Cancels an order.
  requestBody:
    content:
      application/x-www-form-urlencoded:
        schema:
          type: object
          properties:
            data:
              type: object
              additionalProperties: true
              x-fields-of: ${lender}
              properties: { reason: { type: string }, address: { type: string } }
  responses: { "200": { description: Cancelled } }
`,
});
const BORROWED = borrowed("createOrder");

const withLanguages = (list: string) => (text: string) =>
  text
    .replace("deliver_at:", "note_de: { type: string }\n                deliver_at:")
    .replace(
      "data:\n              type: object",
      `data:\n              type: object\n              x-languages: ${list}`,
    );

async function orderChanges(changes: Changes): Promise<string> {
  const files = await withOrders(changes, (folder) => generate(inputsIn(folder)));
  return files.get("tools/order-changes.ts") ?? "";
}

describe("the further fields of an argument", () => {
  test("are the fields of another function that this one does not list", async () => {
    expect(await orderChanges(BORROWED)).toContain('furtherFields: { data: ["deliver_at", "note_de"] },');
  });

  test("are the texts of its own fields in other languages", async () => {
    const written = await orderChanges({ [CREATE]: withLanguages("[de, fr]") });
    expect(written).toContain('furtherFields: { data: ["note_fr"] },');
  });

  test("are the other function's texts in other languages too", async () => {
    const written = await orderChanges({ ...BORROWED, [CREATE]: withLanguages("[de, fr]") });
    expect(written).toContain('furtherFields: { data: ["deliver_at", "note_de", "note_fr"] },');
  });

  test("leave no trace in what an agent gets", async () => {
    expect(await orderChanges({ ...BORROWED, [CREATE]: withLanguages("[de, fr]") })).not.toContain("x-");
  });
});

describe("the extensions of an argument", () => {
  test("name its other names and the ends of time ranges, and leave its schema as it is", async () => {
    const written = await orderChanges({
      [CREATE]: replace("format: date-time }", "format: date-time, x-also-called: [when, due], x-end-of-day: true }"),
    });
    expect(written).toContain('dayEnds: ["data.deliver_at"],');
    expect(written).toContain('otherNames: { "data.when": "deliver_at", "data.due": "deliver_at" },');
    expect(written).toContain('deliver_at: { type: "string", format: "date-time" },');
  });
});

describe("a problem is", () => {
  test.each<ProblemCase>([
    {
      name: "a function that does not exist",
      changes: borrowed("makeOrder"),
      want: [
        `${CANCEL}#/post: \`x-fields-of\` of data names makeOrder, which has no fields in an argument data; name a function that has some`,
      ],
    },
    {
      name: "a function without such an argument",
      changes: borrowed("getOrder"),
      want: [
        `${CANCEL}#/post: \`x-fields-of\` of data names getOrder, which has no fields in an argument data; name a function that has some`,
      ],
    },
    {
      name: "a list of functions",
      changes: borrowed("[createOrder]"),
      want: [`${CANCEL}#/post/${BODY}/data/x-fields-of: is ["createOrder"]; write the name of a function`],
    },
    {
      name: "another name that is not in a list",
      changes: { [CREATE]: replace("format: date-time }", "format: date-time, x-also-called: when }") },
      want: [
        `${CREATE}#/post/${BODY}/data/properties/deliver_at/x-also-called: is "when"; write a list of names such as [url]`,
      ],
    },
    {
      name: "a mark for the end of a day with a value other than true",
      changes: { [CREATE]: replace("format: date-time }", "format: date-time, x-end-of-day: yes please }") },
      want: [`${CREATE}#/post/${BODY}/data/properties/deliver_at/x-end-of-day: is "yes please"; write true`],
    },
    {
      name: "a single language as text instead of a list",
      changes: { [CREATE]: withLanguages("de") },
      want: [`${CREATE}#/post/${BODY}/data/x-languages: is "de"; write a list of endings such as [de, fr]`],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });
});
