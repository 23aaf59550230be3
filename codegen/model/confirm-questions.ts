import type { Problem } from "../codegen-error.ts";
import type { ConfirmQuestion, Mark } from "../load/load-policy.ts";
import type { InputSchema } from "./api-model.ts";

/** What `src/server/confirm` can put into a question, besides the call's own arguments. */
const FACTS: readonly string[] = ["amount", "buyer", "new_product", "order", "paid", "product", "refundable"];

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The names in a function's questions that stand for nothing. */
export function checkQuestions({ confirm, at }: Mark, schema: InputSchema): Problem[] {
  return confirm.flatMap((question, index) => checkQuestion(question, schema, `${at}/confirm/${index}`));
}

function checkQuestion(question: ConfirmQuestion, schema: InputSchema, at: string): Problem[] {
  const conditions = Object.keys(question.when ?? {}).filter((name) => !hasArgument(schema, name.split(".")));
  const places = (["en", "de"] as const).flatMap((language) =>
    [...question[language].matchAll(PLACEHOLDER)]
      .map(([, name = ""]) => name)
      .filter((name) => !FACTS.includes(name) && !hasArgument(schema, name.split(".")))
      .map((name) => ({ at: `${at}/${language}`, name })),
  );
  return [
    ...conditions.map((name) => ({ at: `${at}/when`, message: `${name} is not an argument of this function` })),
    ...places.map((place) => ({
      at: place.at,
      message: `{${place.name}} is neither an argument of this function nor one of ${FACTS.join(", ")}`,
    })),
  ];
}

function hasArgument(schema: InputSchema | undefined, [name = "", ...rest]: readonly string[]): boolean {
  const member = schema?.properties?.[name];
  return member !== undefined && (rest.length === 0 || hasArgument(member, rest));
}
