import type { JsonObject } from "../contract/normalise-arguments.ts";
import { CUT_MARK } from "../kit/shorten-text.ts";
import { plainText } from "./facts/plain-text.ts";
import { inQuotes } from "./facts/quoted-text.ts";
import type { QuestionLanguage } from "./money.ts";
import { SENTENCES } from "./sentences.ts";

const MAX_DETAILS_CHARS = 1000;
/** Arguments that decide about money come first. Those that are long and matter little to the question are cut first. */
const FIRST_DETAILS = /^(payment_plan|settings)/;
const LAST_DETAILS = /^(tracking|placeholders)$/;
/** In the questions of all functions that have one of their own. */
const MENTIONED = /^(purchase_ids?|product_id|transaction_id|service_proof_id|amount)$/;
/** The names of the API's arguments; any other was made up by the agent. */
const NAME = /^\w{1,80}$/;

/** Most updates have their values in it, so it says nothing. */
const WRAPPER = "data.";

interface Said {
  /** Whether the sentence is one for all functions, which mentions no arguments. */
  readonly isGeneric: boolean;
  /** What the sentence names, in quotation marks. */
  readonly subject: string | undefined;
  /** The arguments, with dots, whose values chose the sentence. */
  readonly chosenBy: readonly string[];
}

/** The arguments that the sentence does not mention: some of them decide what is charged later. */
export function detailsOf(args: JsonObject, said: Said, language: QuestionLanguage): string {
  const rest = Object.entries(args).filter(([name, value]) =>
    said.isGeneric ? said.subject === undefined || valueText(value) !== said.subject : !MENTIONED.test(name),
  );
  const rank = (name: string) => Number(LAST_DETAILS.test(name)) - Number(FIRST_DETAILS.test(name));
  const sorted = rest.toSorted(([a], [b]) => rank(a) - rank(b));
  const parts = sorted.flatMap(([name, value]) => flatten(name, value, said.chosenBy));
  return parts.length === 0 ? "" : `${SENTENCES[language].details}: ${joinShort(parts)}.`;
}

/** Only whole parts, so that a quotation is always closed. */
function joinShort(parts: readonly string[]): string {
  let text = parts[0] ?? "";
  for (const part of parts.slice(1)) {
    if (text.length + part.length > MAX_DETAILS_CHARS) {
      return `${text}, ${CUT_MARK}`;
    }
    text += `, ${part}`;
  }
  return text;
}

function flatten(name: string, value: unknown, leftOut: readonly string[]): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, member]) => flatten(`${name}.${nameText(key)}`, member, leftOut));
  }
  const shown = name.startsWith(WRAPPER) ? name.slice(WRAPPER.length) : name;
  return leftOut.includes(name) ? [] : [`${shown} ${valueText(value)}`];
}

function nameText(key: string): string {
  return NAME.test(key) ? key : inQuotes(plainText(key) ?? "");
}

function valueText(value: unknown): string {
  return typeof value === "string" ? inQuotes(plainText(value) ?? "") : String(value);
}
