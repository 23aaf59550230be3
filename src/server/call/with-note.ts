import type { CallToolResult } from "@modelcontextprotocol/server";
import { isObject } from "../kit/is-object.ts";
import { answerText } from "./answer-text.ts";
import { textOfResult, textResult } from "./text-result.ts";

/** A result with a further note, which stands first: inside the JSON of an answer, and in front of the text of an error. */
export function withNote(result: CallToolResult, note: string): CallToolResult {
  const { isError = false } = result;
  const text = textOfResult(result);
  const answer: unknown = isError ? undefined : JSON.parse(text);
  if (!isObject(answer)) {
    return textResult(`${note} ${text}`, { isError });
  }
  const { _note, _complete, ...data } = answer;
  const notes = [note, _note].filter((part) => typeof part === "string");
  return textResult(answerText(JSON.stringify(data), notes, _complete !== false));
}
