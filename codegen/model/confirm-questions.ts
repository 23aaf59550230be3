import type { Problem } from "../codegen-error.ts";
import type { ConfirmQuestion, Mark } from "../load/load-policy.ts";
import type { InputSchema } from "./api-model.ts";

/** What `src/server/confirm` can put into a question, besides the call's own arguments. */
const FACTS: readonly string[] = ["amount", "buyer", "new_product", "order", "paid", "product", "refundable"];

const LANGUAGES = ["en", "de"] as const;
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The names in a function's questions that stand for nothing, and the calls that no question is for. */
export function checkQuestions({ confirm, at }: Mark, schema: InputSchema): Problem[] {
  const problems = confirm.flatMap((question, index) => checkQuestion(question, schema, `${at}/confirm/${index}`));
  if (confirm.length > 0 && confirm.every(({ when }) => when !== undefined)) {
    const message = "has a condition in every question; write a last one without, for all other calls";
    problems.push({ at: `${at}/confirm`, message });
  }
  return problems;
}

function checkQuestion(question: ConfirmQuestion, schema: InputSchema, at: string): Problem[] {
  const conditions = Object.keys(question.when ?? {}).filter((name) => !hasArgument(schema, name.split(".")));
  const [en, de] = LANGUAGES.map((language) => namesIn(question[language]));
  const inOne = [...new Set([...(en ?? []), ...(de ?? [])])].filter((name) => !en?.has(name) || !de?.has(name));
  const places = LANGUAGES.flatMap((language) => checkSentence(question[language], schema, `${at}/${language}`));
  return [
    ...conditions.map((name) => ({ at: `${at}/when`, message: `${name} is not an argument of this function` })),
    ...places,
    // What is wrong in itself says enough.
    ...(places.length === 0 && inOne.length > 0
      ? [{ at, message: `has different names in braces in en and de: ${inOne.join(", ")} only in one of them` }]
      : []),
  ];
}

function checkSentence(sentence: string, schema: InputSchema, at: string): Problem[] {
  if (/[{}]/.test(sentence.replace(PLACEHOLDER, ""))) {
    return [{ at, message: "has a brace without its other half" }];
  }
  const unknown = [...namesIn(sentence)].filter(
    (name) => !FACTS.includes(name) && !hasArgument(schema, name.split(".")),
  );
  return unknown.map((name) => ({
    at,
    message: `{${name}} is neither an argument of this function nor one of ${FACTS.join(", ")}`,
  }));
}

function namesIn(sentence: string): ReadonlySet<string> {
  return new Set([...sentence.matchAll(PLACEHOLDER)].map(([, name = ""]) => name));
}

function hasArgument(schema: InputSchema | undefined, [name = "", ...rest]: readonly string[]): boolean {
  const member = schema?.properties?.[name];
  return member !== undefined && (rest.length === 0 || hasArgument(member, rest));
}
