import { type CallToolResult, type InputRequiredResult, inputRequired } from "@modelcontextprotocol/server";
import type { CallEnd, CheckedCall, ConfirmationStep, Dialogue, Hold, ToolCall } from "../call/call.ts";
import { textResult } from "../call/text-result.ts";
import { withNote } from "../call/with-note.ts";
import { asksFirst, type ConfirmLevel, stricter } from "../contract/confirm-level.ts";
import { CallError } from "../kit/errors.ts";
import { type Confirmation, type Doubt, issueConfirmation, readConfirmation, type Scope } from "./confirmation.ts";
import type { Read } from "./facts/facts.ts";
import { readFacts } from "./facts/read-facts.ts";
import type { QuestionLanguage } from "./money.ts";
import type { MoneyLimit } from "./money-limit.ts";
import { changesSince, createPreview, type Preview } from "./preview.ts";
import type { Seal } from "./seal.ts";
import { NOTHING_CHANGED, SENTENCES } from "./sentences.ts";
import { isTyped } from "./typed-text.ts";
import type { UsedConfirmations } from "./used-confirmations.ts";

/** The name of the question in `inputRequests`, and of its field. */
export const QUESTION = "confirm";
export const FIELD = "typed";

const MINUTES_VALID = 10;
const REPLAYED =
  "This confirmation was already used: this is the result of its first call, and nothing was done again.";
const DOUBTS: Readonly<Record<Doubt, string>> = {
  altered: "the confirmation is not one that was given for this tool and this API key, or it was altered",
  other_arguments: "the arguments are not those that were confirmed",
  expired: `the confirmation is older than ${MINUTES_VALID} minutes`,
};

export interface GuardOptions {
  readonly level: ConfirmLevel;
  readonly language: QuestionLanguage;
  readonly seal: Seal;
  readonly used: UsedConfirmations<CallEnd>;
  readonly limit?: MoneyLimit | undefined;
  /** Reads with the key of a call. */
  readonly readerFor: (call: ToolCall) => Read;
}

/**
 * Holds calls that move money (or, if the operator wants that, every destructive one) until a person has agreed. It is the
 * only way to such a call: without a confirmation the call is described, and nothing is sent.
 */
export function createGuard(options: GuardOptions): Hold {
  const { level, limit } = options;
  return async (checked) => {
    const { call, carryOut } = checked;
    const { definition } = call.tool;
    const isAsked = asksFirst(definition, stricter(level, call.confirm));
    const isLimited = limit !== undefined && definition.money === "moves";
    const held = { ...checked, preview: () => previewOf(checked, options) };
    if (isAsked) {
      return askFirst(held, options);
    }
    return isLimited ? withinLimit(held, (await held.preview()).amount, limit) : carryOut();
  };
}

interface HeldCall extends CheckedCall {
  readonly preview: () => Promise<Preview>;
}

async function askFirst(held: HeldCall, options: GuardOptions): Promise<CallEnd> {
  const { call } = held;
  const { canAsk, state, answer } = call.dialogue ?? { canAsk: false };
  const given = canAsk ? state : held.confirmation;
  if (given === undefined) {
    return ask(held, canAsk, options);
  }
  const confirmation = readConfirmation(options.seal, scopeOf(held), given);
  if (typeof confirmation === "string") {
    const step = confirmation === "expired" ? "lapsed" : "refused";
    return refusal(call, step, `${DOUBTS[confirmation]}. Call again without it to see what would happen now`);
  }
  const objection = canAsk ? objectionOf(answer, confirmation) : undefined;
  return objection ? refusal(call, ...objection) : carryOutOnce(held, confirmation, options);
}

async function ask(held: HeldCall, canAsk: boolean, { limit, seal, language }: GuardOptions): Promise<CallEnd> {
  const { call } = held;
  const preview = await held.preview();
  await limit?.check(call.key.number, preview.amount);
  const token = issueConfirmation(seal, scopeOf(held), preview);
  const result = canAsk ? form(preview, token, language) : shownPreview(call, preview, token);
  return { result, confirmation: "asked" };
}

function scopeOf({ call, args }: CheckedCall): Scope {
  return { key: call.key, toolName: call.tool.definition.name, args };
}

/** Why a form's answer is not a yes, if it is not. */
function objectionOf(
  answer: Dialogue["answer"],
  { toType }: Confirmation,
): [step: ConfirmationStep, text: string] | undefined {
  if (answer === undefined) {
    return ["refused", "the answer to the question is missing. Call again to ask once more"];
  }
  switch (answer.action) {
    case "decline":
      return ["declined", "the person declined. Do not call again unless they ask for it"];
    case "cancel":
      return ["cancelled", "the person closed the question without an answer. Call again if they still want it"];
    default:
      return isTyped(answer.content?.[FIELD], toType)
        ? undefined
        : ["refused", "what was typed is not what the question shows. Call again to ask once more"];
  }
}

async function carryOutOnce(
  held: HeldCall,
  confirmation: Confirmation,
  { used, limit }: GuardOptions,
): Promise<CallEnd> {
  const { isFirst, value } = await used.once(confirmation.id, () => carryOutUnchanged(held, confirmation, limit));
  if (isFirst) {
    return value;
  }
  if (value === undefined) {
    const text = "this confirmation was already used, and its result is not known here. Look in Digistore24 first";
    return { ...refusal(held.call, "replayed", text, "") };
  }
  return { ...value, confirmation: "replayed", result: withNote(value.result as CallToolResult, REPLAYED) };
}

/** Reads the order again: what the person agreed to must still be what happens. */
async function carryOutUnchanged(
  held: HeldCall,
  { watched }: Confirmation,
  limit: MoneyLimit | undefined,
): Promise<CallEnd> {
  try {
    const now = await held.preview();
    const changed = changesSince(watched, now);
    if (changed.length > 0) {
      const text = `since the question, this has changed: ${changed.join(", ")}. It would now be: ${now.text} Call again without the confirmation to ask once more`;
      return refusal(held.call, "changed", text);
    }
    return { confirmation: "confirmed", ...(await withinLimit(held, now.amount, limit)) };
  } catch (error) {
    return held.fail(error);
  }
}

async function withinLimit(
  { call, carryOut }: HeldCall,
  amount: Preview["amount"],
  limit: MoneyLimit | undefined,
): Promise<CallEnd> {
  const giveBack = await limit?.take(call.key.number, amount);
  const end = await carryOut();
  // What may have been carried out stays counted.
  if ((end.errorKind !== undefined || isErrorResult(end)) && !end.mayHaveHappened) {
    await giveBack?.().catch(() => undefined);
  }
  return end;
}

function isErrorResult({ result }: CallEnd): boolean {
  return "isError" in result && result.isError === true;
}

async function previewOf({ call, args }: CheckedCall, { readerFor, language }: GuardOptions): Promise<Preview> {
  const { definition } = call.tool;
  try {
    return createPreview(definition, args, await readFacts(definition.functionName, args, readerFor(call)), language);
  } catch (error) {
    if (!(error instanceof CallError)) {
      throw error;
    }
    const { advice = "Correct the arguments, or try again later.", ...details } = error.details;
    throw new CallError(error.kind, `nothing was sent, because the order could not be read first: ${error.message}`, {
      ...details,
      wasSent: false,
      advice: `${advice} ${NOTHING_CHANGED}`,
    });
  }
}

function form({ text, toType }: Preview, requestState: string, language: QuestionLanguage): InputRequiredResult {
  const { typeThis, fieldTitle } = SENTENCES[language];
  return inputRequired({
    requestState,
    inputRequests: {
      [QUESTION]: inputRequired.elicit({
        message: `${text} ${typeThis(toType)}`,
        requestedSchema: {
          type: "object",
          properties: { [FIELD]: { type: "string", title: fieldTitle(toType), maxLength: 200 } },
          required: [FIELD],
        },
      }),
    },
  });
}

function shownPreview(call: ToolCall, { text }: Preview, confirmation: string): CallToolResult {
  const note = `${NOTHING_CHANGED} Show the person this preview and ask for their yes. Only after it, call ${call.tool.definition.name} again with the same arguments and this confirmation, within ${MINUTES_VALID} minutes.`;
  return textResult(JSON.stringify({ _note: note, preview: text, confirmation }));
}

function refusal(call: ToolCall, step: ConfirmationStep, text: string, ending = ` ${NOTHING_CHANGED}`): CallEnd {
  return {
    result: textResult(`${call.tool.definition.name}: nothing was sent: ${text}.${ending}`, { isError: true }),
    errorKind: "refused",
    confirmation: step,
  };
}
