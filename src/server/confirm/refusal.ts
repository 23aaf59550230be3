import type { CallToolResult } from "@modelcontextprotocol/server";
import type { CallEnd, CheckedCall, ConfirmationStep, ToolCall } from "../call/call.ts";
import { textOfResult, textResult } from "../call/text-result.ts";
import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { type Doubt, MINUTES_VALID } from "./confirmation.ts";
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

const ELSEWHERE = "another instance of this server gave it, or this one did before it was restarted";
const DOUBTS: Readonly<Record<Doubt, string>> = {
  altered: `the confirmation is not one that was given for this tool and this API key, it was altered, or ${ELSEWHERE}`,
  other_arguments: "the arguments are not those that were confirmed",
  expired: `the confirmation is older than ${MINUTES_VALID} minutes`,
  unknown: `the confirmation is not known here, because ${ELSEWHERE}, or the Redis of this server has lost it`,
};
const CALL_AGAIN = "Call again without it to see what would happen now";
const CHECK_FIRST =
  "If a call was already made with it, check in Digistore24 whether that call was carried out before you call again without it";

/** The end of a call whose confirmation cannot be used. */
export function doubtful(call: ToolCall, doubt: Doubt): CallEnd {
  const step = doubt === "expired" || doubt === "unknown" ? "lapsed" : "refused";
  if (doubt === "altered" || doubt === "unknown") {
    // An earlier call with this confirmation may have moved money, so the usual ending would mislead.
    return refusal(call, step, `${DOUBTS[doubt]}. ${CHECK_FIRST}`, "");
  }
  return refusal(call, step, `${DOUBTS[doubt]}. ${CALL_AGAIN}`);
}

/** The end of a call that failed before it was sent, whatever the reason. */
export function failedEnd({ fail }: Pick<CheckedCall, "fail">, error: unknown): CallEnd {
  const end = fail(error);
  const text = textOfResult(end.result as CallToolResult);
  return {
    ...end,
    ...(error instanceof OverLimitError && { confirmation: "over_limit" }),
    ...(error instanceof CannotSucceedError && { confirmation: "refused" }),
    ...(!text.endsWith(NOTHING_CHANGED) && { result: textResult(`${text} ${NOTHING_CHANGED}`, { isError: true }) }),
  };
}

/** The end of a call that failed before it was asked about. */
export function refusedEnd(failed: Pick<CheckedCall, "fail">, error: unknown): CallEnd {
  return { confirmation: "refused", ...failedEnd(failed, error) };
}

/** A failure that the read before the question did not have is a change since then. */
export function failedAfterYes(checked: CheckedCall, error: unknown): CallEnd {
  return error instanceof CannotSucceedError
    ? refusal(checked.call, "changed", `since the question, this has changed: ${error.reason}`)
    : confirmedEnd(checked, failedEnd(checked, error));
}

const STILL_VALID = `The confirmation is not used up: the same call can be made again with it, within ${MINUTES_VALID} minutes of the preview.`;
const USED_UP = "The confirmation is used up: to call again, leave it out and show the person the new preview.";

/** The end of a call that a person has agreed to. Of one that certainly changed nothing, it says so. */
export function confirmedEnd({ call }: CheckedCall, end: CallEnd): CallEnd {
  const confirmed: CallEnd = { confirmation: "confirmed", ...end };
  const { isError = false } = end.result as CallToolResult;
  if (!isError || end.mayHaveHappened) {
    return confirmed;
  }
  // A charge that was refused inside a successful answer may have left an unpaid order; a refund has left nothing.
  const isRefund = call.tool.definition.functionName.startsWith("refund");
  const ending = end.errorKind === undefined && !isRefund ? "" : NOTHING_CHANGED;
  const whole = textOfResult(end.result as CallToolResult);
  const text = whole.endsWith(NOTHING_CHANGED) ? whole.slice(0, -NOTHING_CHANGED.length) : whole;
  const outlook = end.isUnsent ? STILL_VALID : USED_UP;
  // A form's answer is sent back by the client: the agent only calls again, and the person is asked again.
  const parts = [text.trim(), !call.dialogue?.canAsk && outlook, ending];
  return { ...confirmed, result: textResult(parts.filter(Boolean).join(" "), { isError: true }) };
}
