import { createHash } from "node:crypto";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition, ConfirmQuestion } from "../contract/tool-definition.ts";
import { isObject } from "../kit/is-object.ts";
import { detailsOf } from "./details.ts";
import type { Facts } from "./facts/facts.ts";
import { plainText } from "./facts/plain-text.ts";
import { inQuotes } from "./facts/quoted-text.ts";
import { laterSentence } from "./later-payments.ts";
import { type Money, type QuestionLanguage, showMoney } from "./money.ts";
import { SENTENCES } from "./sentences.ts";

/** As facts and details have it: quotation marks are English until here. */
const QUOTED = /“([^”]*)”/g;
/** Text that needs no quotation marks to stand out from its sentence. */
const WORD = /^[\w-]+$/;
/** Enough to notice any change: a digest is only compared with one that is sealed. */
const DIGEST_CHARS = 8;

/** What a person reads before a call, and what must not change until it runs. */
export interface Preview {
  readonly text: string;
  /** What the person types in confirmation. */
  readonly toType: string;
  readonly amount: Facts["amount"];
  readonly foreignTexts: readonly string[];
  /** The names of the watched facts, sorted. */
  readonly watchedNames: readonly string[];
  /** A digest of each of them, in the same order. */
  readonly watched: string[];
}

export function createPreview(
  tool: AnyToolDefinition,
  args: JsonObject,
  facts: Facts,
  language: QuestionLanguage,
): Preview {
  const question = tool.confirmQuestions?.find((candidate) => applies(candidate, args));
  const { generic, about, quotes } = SENTENCES[language];
  const sentences = question ? [fill(question[language], args, facts, language)] : [generic(tool), about(facts)];
  const details = detailsOf(
    args,
    { isGeneric: question === undefined, subject: facts.subject, chosenBy: Object.keys(question?.when ?? {}) },
    language,
  );
  const watched = watchedOf(facts);
  const watchedNames = Object.keys(watched).sort();
  return {
    text: [...sentences, laterSentence(facts.later, language), details]
      .filter(Boolean)
      .join(" ")
      .replace(QUOTED, quotes),
    toType: textToType(tool, question, facts, language),
    amount: facts.amount,
    foreignTexts: facts.foreignTexts ?? [],
    watchedNames,
    watched: watchedNames.map((name) => digest(watched[name] ?? "")),
  };
}

/** Prices and products can change as well as orders. */
function watchedOf({ watched, amount, later = [], newProduct = "" }: Facts): Facts["watched"] {
  return {
    ...watched,
    "the amount": JSON.stringify(amount ?? ""),
    "the later payments": JSON.stringify(later),
    "the new product": newProduct,
  };
}

/** The names of the facts that are no longer the same as when these digests were made. */
export function changesSince(before: readonly string[], { watched, watchedNames }: Preview): string[] {
  return before.length === watched.length
    ? watchedNames.filter((_, index) => before[index] !== watched[index])
    : ["the facts about it"];
}

function digest(value: string): string {
  return createHash("sha256").update(value).digest("base64url").slice(0, DIGEST_CHARS);
}

function applies({ when = {} }: ConfirmQuestion, args: JsonObject): boolean {
  return Object.entries(when).every(([name, value]) => String(argumentAt(args, name)) === value);
}

function argumentAt(args: JsonObject, name: string): unknown {
  return name.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), args);
}

function fill(sentence: string, args: JsonObject, facts: Facts, language: QuestionLanguage): string {
  const { unknown, unknownAmount, atMost } = SENTENCES[language];
  const money = (amount: Money | "none" | undefined, show = (text: string) => text) =>
    amount === undefined || amount === "none" ? unknownAmount : show(showMoney(amount, language));
  const known: Readonly<Record<string, string | undefined>> = {
    amount: money(facts.amount, facts.isAtMost ? atMost : undefined),
    buyer: facts.buyer,
    new_product: facts.newProduct,
    order: facts.order,
    paid: money(facts.paid),
    product: facts.product,
    refundable: money(facts.refundable),
  };
  return sentence.replace(/\{([a-z_.]+)\}/g, (_, name: string) =>
    Object.hasOwn(known, name) ? (known[name] ?? unknown) : (shown(argumentAt(args, name)) ?? unknown),
  );
}

function shown(argument: unknown): string | undefined {
  const text = plainText(argument);
  return text === undefined || WORD.test(text) ? text : inQuotes(text);
}

function textToType(
  { name }: AnyToolDefinition,
  question: ConfirmQuestion | undefined,
  { order, amount }: Facts,
  language: QuestionLanguage,
): string {
  const money = amount === undefined || amount === "none" ? undefined : showMoney(amount, language);
  return (question?.types === "amount" ? (money ?? order) : (order ?? money)) ?? name;
}
