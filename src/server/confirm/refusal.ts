import type { CallToolResult } from "@modelcontextprotocol/server";
import type { CallEnd, CheckedCall, ConfirmationStep, ToolCall } from "../call/call.ts";
import { textOfResult, textResult } from "../call/text-result.ts";
import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { CannotSucceedError } from "./facts/cannot-succeed.ts";
import { OverLimitError } from "./money-limit.ts";

export function refusal(
  { tool }: ToolCall,
  step: ConfirmationStep,
  text: string,
  ending = ` ${NOTHING_CHANGED}`,
): CallEnd {
  return {
    result: textResult(`${tool.definition.name}: nothing was sent: ${text}.${ending}`, { isError: true }),
    errorKind: "refused",
    confirmation: step,
  };
}

/** The end of a call that failed before it was sent, whatever the reason. */
export function failedEnd({ fail }: CheckedCall, error: unknown): CallEnd {
  const end = fail(error);
  const text = textOfResult(end.result as CallToolResult);
  return {
    ...end,
    ...(error instanceof OverLimitError && { confirmation: "over_limit" }),
    ...(error instanceof CannotSucceedError && { confirmation: "refused" }),
    ...(!text.endsWith(NOTHING_CHANGED) && { result: textResult(`${text} ${NOTHING_CHANGED}`, { isError: true }) }),
  };
}

/** What the read before the question did not find is a change since then. */
export function failedAfterYes(checked: CheckedCall, error: unknown): CallEnd {
  return error instanceof CannotSucceedError
    ? refusal(checked.call, "changed", `since the question, this has changed: ${error.reason}`)
    : failedEnd(checked, error);
}
