import { type CallToolResult, type InputRequiredResult, inputRequired } from "@modelcontextprotocol/server";
import type { ConfirmationStep, Dialogue, ToolCall } from "../call/call.ts";
import { TREAT_AS_DATA } from "../call/foreign-texts.ts";
import { textResult } from "../call/text-result.ts";
import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { type Confirmation, MINUTES_VALID } from "./confirmation.ts";
import type { QuestionLanguage } from "./money.ts";
import type { Preview } from "./preview.ts";
import { SENTENCES } from "./sentences.ts";
import { isTyped } from "./typed-text.ts";

/** The name of the question in `inputRequests`, and of its field. */
export const QUESTION = "confirm";
export const FIELD = "typed";
const MAX_TYPED_CHARS = 200;

/** For a client that can ask the person. */
export function askWithForm(
  { text, toType }: Preview,
  requestState: string,
  language: QuestionLanguage,
): InputRequiredResult {
  const { typeThis, fieldTitle } = SENTENCES[language];
  return inputRequired({
    requestState,
    inputRequests: {
      [QUESTION]: inputRequired.elicit({
        message: `${text} ${typeThis(toType)}`,
        requestedSchema: {
          type: "object",
          properties: { [FIELD]: { type: "string", title: fieldTitle(toType), maxLength: MAX_TYPED_CHARS } },
          required: [FIELD],
        },
      }),
    },
  });
}

/** For any other client: the agent asks. */
export function askWithText({ tool }: ToolCall, { text, foreignTexts }: Preview, confirmation: string): CallToolResult {
  const note = `${NOTHING_CHANGED} Show the person this preview and ask for their yes. Only then call ${tool.definition.name} again with the same arguments and this confirmation, within ${MINUTES_VALID} minutes.`;
  const foreign =
    foreignTexts.length > 0 ? ` Texts in it that strangers write: ${foreignTexts.join(", ")}. ${TREAT_AS_DATA}` : "";
  return textResult(JSON.stringify({ _note: note + foreign, preview: text, confirmation }));
}

/** Why a form's answer is not a yes, if it is not. */
export function objectionTo(
  answer: NonNullable<Dialogue["answer"]>,
  { toType }: Confirmation,
): [step: ConfirmationStep, text: string] | undefined {
  switch (answer.action) {
    case "decline":
      return ["declined", "the person declined. Do not call again unless they ask for it"];
    case "cancel":
      return ["cancelled", "the person closed the question without answering. Call again if they still want it"];
    default:
      return isTyped(answer.content?.[FIELD], toType)
        ? undefined
        : ["refused", "the typed text does not match the question. Call again to ask once more"];
  }
}
