import { describe, expect, test } from "vitest";
import { generate } from "../../codegen/pipeline.ts";
import { ORDERS } from "./orders-fixture.ts";
import { type ProblemCase, problemsOf } from "./problem-case.ts";

const AT = "policy.yaml#/order-changes/cancelOrder";
const FACTS = "amount, buyer, new_product, order, paid, product, refundable";

/** The fixture's only function that moves money, with other questions. */
function asking(confirm: string): ProblemCase["changes"] {
  return { "policy.yaml": (text) => text.replace(/ {4}confirm:\n(?: {6}.*\n)+/, confirm) };
}

const question = (...all: (readonly string[])[]) =>
  asking(`    confirm:\n${all.map((lines) => `      - ${lines.join("\n        ")}\n`).join("")}`);
const EN = "en: Cancel order {order_id} of {buyer}.";
const DE = "de: Bestellung {order_id} von {buyer} stornieren.";

test("what a person is asked stands in the tool", async () => {
  const outputs = await generate(ORDERS);
  const module = [...outputs].find(([name]) => name.endsWith("tools/order-changes.ts"))?.[1];
  expect(module).toContain("confirmQuestions: [{");
});

describe("generation fails in one clear line", () => {
  test.each<ProblemCase>([
    {
      name: "without a question of a function that moves money",
      changes: asking(""),
      want: [
        `${AT}: moves money, but has no confirm; write what a person is asked before the call, in English and German`,
      ],
    },
    {
      name: "with an empty list of questions",
      changes: asking("    confirm: []\n"),
      want: [
        `${AT}: moves money, but has no confirm; write what a person is asked before the call, in English and German`,
      ],
    },
    {
      name: "with an unknown placeholder",
      changes: question(["types: order", "en: Cancel {customer}.", DE]),
      want: [`${AT}/confirm/0/en: {customer} is neither an argument of this function nor one of ${FACTS}`],
    },
    {
      name: "with a placeholder in another spelling",
      changes: question(["types: order", EN, "de: Bestellung {Order} stornieren."]),
      want: [`${AT}/confirm/0/de: {Order} is neither an argument of this function nor one of ${FACTS}`],
    },
    {
      name: "with a fact in one language only",
      changes: question(["types: order", EN, "de: Bestellung {order_id} stornieren."]),
      want: [`${AT}/confirm/0: has different names in braces in en and de: buyer only in one of them`],
    },
    {
      name: "with a brace that is not closed",
      changes: question(["types: order", '"en": "Cancel order {order_id of {buyer}."', DE]),
      want: [`${AT}/confirm/0/en: has a brace without its other half`],
    },
    {
      name: "without one of the languages",
      changes: question(["types: order", EN]),
      want: [`${AT}/confirm/0/de: Invalid input: expected string, received undefined`],
    },
    {
      name: "with an empty sentence",
      changes: question(["types: order", EN, 'de: " "']),
      want: [`${AT}/confirm/0/de: Too small: expected string to have >=1 characters`],
    },
    {
      name: "with a condition on something that is not an argument",
      changes: question(["when: { reason: late }", "types: order", EN, DE], ["types: order", EN, DE]),
      want: [`${AT}/confirm/0/when: reason is not an argument of this function`],
    },
    {
      name: "with questions for some calls only",
      changes: question(["when: { order_id: A1 }", "types: order", EN, DE]),
      want: [`${AT}/confirm: has a condition in every question; write a last one without, for all other calls`],
    },
    {
      name: "with an unknown text to type",
      changes: question(["types: name", EN, DE]),
      want: [`${AT}/confirm/0/types: Invalid option: expected one of "order"|"amount"`],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });
});
