import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { answerText } from "./answer-text.ts";
import { noteForeignTexts } from "./foreign-texts.ts";
import { noteFurtherPages } from "./further-pages.ts";
import type { PrintedAnswer } from "./print-answer.ts";
import { type Sent, shortenAnswer } from "./shorten-answer.ts";
import { textResult } from "./text-result.ts";

/** The parts of a result in addition to the answer. */
interface ResultContext {
  readonly tool: AnyToolDefinition;
  readonly sent: Sent;
  readonly notes: readonly string[];
  /** The maximum length of the text, in characters. */
  readonly maxChars: number;
}

/**
 * The only place where an answer becomes text for an agent: one block with one JSON object, and our notes inside it.
 * A write that failed inside a successful envelope is an error, whose text begins with a sentence.
 */
export function toResult(answer: PrintedAnswer, { notes, ...context }: ResultContext): CallToolResult {
  const { tool, maxChars } = context;
  const { data } = answer;
  const failure = failureInside(tool, data);
  if (failure !== undefined) {
    const sentence = `${[failure, ...notes].join(" ")} Its answer: `;
    return textResult(sentence + fitAnswer(answer, { ...context, notes: [], maxChars: maxChars - sentence.length }), {
      isError: true,
    });
  }
  return textResult(fitAnswer(answer, { ...context, notes: [...noteUnchanged(tool, data), ...notes] }));
}

function fitAnswer(answer: PrintedAnswer, { tool, sent, notes, maxChars }: ResultContext): string {
  const { data, json } = answer;
  if (json.length <= maxChars) {
    const pages = noteFurtherPages(tool, data);
    const whole = answerText(json, [...notes, ...pages, ...noteForeignTexts(tool, data)], pages.length === 0);
    if (whole.length <= maxChars) {
      return whole;
    }
  }
  let room = maxChars;
  let text: string;
  // The notes about the cut depend on it, so their length is known only afterwards.
  do {
    const short = shortenAnswer({ tool, sent, answer }, room);
    const allNotes = [...notes, ...short.notes, ...noteForeignTexts(tool, short.data)];
    text = answerText(answer.printMembers(short.data), allNotes, false);
    room -= Math.max(1, text.length - maxChars);
  } while (text.length > maxChars && room > 0);
  return text;
}

/** A write may fail inside a successful envelope: refundTransaction and others carry a status of their own. */
function failureInside({ access, name: tool }: AnyToolDefinition, data: JsonObject): string | undefined {
  if (access === "read") {
    return undefined;
  }
  const field = ["status", "payment_status"].find((name) => ["error", "refused"].includes(String(data[name])));
  return field && `${tool} was not carried out: Digistore24 answered ${field} "${String(data[field])}".`;
}

function noteUnchanged({ access, money }: AnyToolDefinition, data: JsonObject): string[] {
  if (access === "read" || (data["modified"] !== "N" && data["is_modified"] !== "N")) {
    return [];
  }
  const because =
    money === "moves"
      ? ", so no money was moved."
      : ": the values were already the same, or the API did not know the fields.";
  return [`Nothing was changed (modified is "N")${because}`];
}
