import { z } from "zod";
import type { Problem } from "../codegen-error.ts";
import type { JsonObject } from "../load/json.ts";
import type { Mark } from "../load/load-policy.ts";
import type { ConfirmQuestion, InputSchema } from "./api-model.ts";

/** What `src/server/confirm` can put into a sentence, besides the call's own arguments. */
export const CONFIRM_FACTS: readonly string[] = [
  "amount",
  "buyer",
  "new_product",
  "order",
  "paid",
  "product",
  "refundable",
];

const PLACEHOLDER = /\{([a-z_.]+)\}/g;
const LANGUAGES = ["en", "de"] as const;

const question = z.strictObject({
  when: z.record(z.string(), z.string()).optional(),
  types: z.enum(["order", "amount"]),
  en: z.string().min(1),
  de: z.string().min(1),
});
const questions = z.array(question).min(1);

/** The sentences with which a person is asked before a call, from `x-confirm`. A function that moves money must have them. */
export function confirmQuestions(
  operation: JsonObject,
  mark: Mark,
  schema: InputSchema,
  at: string,
  problems: Problem[],
): ConfirmQuestion[] {
  const written = operation["x-confirm"];
  if (written === undefined) {
    if (mark.money === "moves") {
      const message =
        "moves money, but has no x-confirm; write what a person is asked before it runs, in English and German";
      problems.push({ at, message });
    }
    return [];
  }
  const parsed = questions.safeParse(written);
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => ({ at: `${at}/x-confirm/${path.join("/")}`, message })),
    );
    return [];
  }
  const all = parsed.data.map(({ when, types, en, de }) => ({
    ...(when && { when }),
    types,
    en: line(en),
    de: line(de),
  }));
  problems.push(...all.flatMap((entry, index) => problemsOf(entry, schema, `${at}/x-confirm/${index}`)));
  return all;
}

function line(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function problemsOf(entry: ConfirmQuestion, schema: InputSchema, at: string): Problem[] {
  const conditions = Object.keys(entry.when ?? {}).filter((name) => !hasArgument(schema, name.split(".")));
  const places = LANGUAGES.flatMap((language) =>
    [...entry[language].matchAll(PLACEHOLDER)]
      .map(([, name = ""]) => name)
      .filter((name) => !CONFIRM_FACTS.includes(name) && !hasArgument(schema, name.split(".")))
      .map((name) => ({ language, name })),
  );
  return [
    ...conditions.map((name) => ({ at: `${at}/when`, message: `${name} is not an argument of this function` })),
    ...places.map(({ language, name }) => ({
      at: `${at}/${language}`,
      message: `{${name}} is neither an argument of this function nor one of ${CONFIRM_FACTS.join(", ")}`,
    })),
  ];
}

function hasArgument(schema: InputSchema | undefined, [name, ...rest]: readonly string[]): boolean {
  const member = name === undefined ? undefined : schema?.properties?.[name];
  return member !== undefined && (rest.length === 0 || hasArgument(member, rest));
}
