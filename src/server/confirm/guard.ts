import type { CallToolResult } from "@modelcontextprotocol/server";
import type { CallEnd, CheckedCall, Hold, ToolCall } from "../call/call.ts";
import { textOfResult } from "../call/text-result.ts";
import { withNote } from "../call/with-note.ts";
import { asksFirst, type ConfirmLevel, NOTHING_CHANGED, stricter } from "../contract/confirm-level.ts";
import type { ToolRegistry } from "../contract/tool-registry.ts";
import { CallError } from "../kit/errors.ts";
import { hideCutKey, hideKey } from "../kit/hide-key.ts";
import { type Confirmation, readConfirmation, type Scope, sealConfirmation } from "./confirmation.ts";
import { CannotSucceedError } from "./facts/cannot-succeed.ts";
import type { Read } from "./facts/facts.ts";
import { readFacts } from "./facts/read-facts.ts";
import { createInTurn } from "./in-turn.ts";
import type { QuestionLanguage } from "./money.ts";
import type { MoneyLimit } from "./money-limit.ts";
import { changesSince, createPreview, type Preview } from "./preview.ts";
import { askWithForm, askWithText, objectionTo } from "./question.ts";
import { confirmedEnd, doubtful, failedAfterYes, failedEnd, refusal, refusedEnd } from "./refusal.ts";
import type { Seal } from "./seal.ts";
import { checkAmounts } from "./stated-amounts.ts";
import type { UsedConfirmations } from "./used-confirmations.ts";

const REPLAYED =
  "This confirmation was already used: this is the result of its first call, and nothing was done again.";

export interface GuardOptions {
  readonly level: ConfirmLevel;
  readonly language: QuestionLanguage;
  readonly seal: Seal;
  readonly used: UsedConfirmations<CallEnd>;
  readonly limit?: MoneyLimit | undefined;
  readonly registry: ToolRegistry;
  /** Reads with the key of a call. */
  readonly readerFor: (held: CheckedCall) => Read;
}

/**
 * Holds calls that move money (or, if the operator wants that, every destructive one) until a person has agreed. It is the
 * only way to such a call: without a confirmation the call is described, and nothing is sent.
 */
export function createGuard(options: GuardOptions): Hold {
  const inTurn = createInTurn();
  const asks = ({ tool, confirm }: ToolCall) => asksFirst(tool.definition, stricter(options.level, confirm));
  const hold = async (checked: CheckedCall): Promise<CallEnd> => {
    const { call, carryOut } = checked;
    const { definition } = call.tool;
    const limit = definition.money === "moves" ? options.limit : undefined;
    // Two refunds of one order that run at once would both see it as it was before.
    const carryOutInTurn = (run: () => Promise<CallEnd>) => inTurn(call.key.number, run);
    const held = { ...checked, limit, preview: () => previewOf(checked, options), carryOutInTurn };
    try {
      if (asks(call)) {
        return await askFirst(held, options);
      }
      return await (limit ? withinLimit(held, (await held.preview()).amount) : carryOut());
    } catch (error) {
      return refusedEnd(checked, error);
    }
  };
  return {
    hold,
    refuse: (refused, error) => (asks(refused.call) ? refusedEnd(refused, error) : refused.fail(error)),
  };
}

interface HeldCall extends CheckedCall {
  readonly preview: () => Promise<Preview>;
  /** Runs when no other held call of the account does. */
  readonly carryOutInTurn: (run: () => Promise<CallEnd>) => Promise<CallEnd>;
  /** The operator's, if the call moves money. */
  readonly limit: MoneyLimit | undefined;
}

async function askFirst(held: HeldCall, options: GuardOptions): Promise<CallEnd> {
  const { call } = held;
  const { canAsk, state, answer } = call.dialogue ?? { canAsk: false };
  const given = canAsk ? state : held.confirmation;
  if (given === undefined) {
    return ask(held, canAsk, options);
  }
  const confirmation = readConfirmation(options.seal, scopeOf(held, canAsk), given);
  if (typeof confirmation === "string") {
    const end = doubtful(call, confirmation);
    return canAsk && confirmation === "altered" ? { ...end, hasWrongState: true } : end;
  }
  if (canAsk && answer === undefined) {
    return ask(held, canAsk, options);
  }
  // A no is final too: the same question cannot be answered again.
  const objection = canAsk && answer ? objectionTo(answer, confirmation) : undefined;
  try {
    return await once(held, confirmation, options, async () =>
      objection ? refusal(call, ...objection) : carryOutUnchanged(held, confirmation),
    );
  } catch (error) {
    return { confirmation: objection?.[0] ?? "confirmed", ...failedEnd(held, error) };
  }
}

async function ask(held: HeldCall, canAsk: boolean, { seal, used, language }: GuardOptions): Promise<CallEnd> {
  const { call, limit } = held;
  const preview = await held.preview();
  await limit?.check(call.key.number, preview.amount);
  const token = sealConfirmation(seal, scopeOf(held, canAsk), await used.issue(), preview);
  const result = canAsk ? askWithForm(preview, token, language) : askWithText(call, preview, token);
  return { result, confirmation: "asked" };
}

function scopeOf({ call, args }: CheckedCall, isForm: boolean): Scope {
  return { key: call.key, toolName: call.tool.definition.name, args, isForm };
}

async function once(
  { call }: HeldCall,
  { id }: Confirmation,
  { used }: GuardOptions,
  run: () => Promise<CallEnd>,
): Promise<CallEnd> {
  // After a form the agent calls again and the person is asked again, so an old answer must not be used later.
  const canBeUsedAgain = !call.dialogue?.canAsk;
  const use = await used.once(id, run, ({ isUnsent = false }) => isUnsent && canBeUsedAgain);
  if (use === "unknown") {
    return doubtful(call, use);
  }
  const { isReplay, value } = use;
  if (!isReplay) {
    return value;
  }
  if (value === undefined) {
    const text =
      "this confirmation was already used, and its result is not known here. Check in Digistore24 whether it was carried out";
    return refusal(call, "replayed", text, "");
  }
  return { ...value, confirmation: "replayed", result: withNote(value.result as CallToolResult, REPLAYED) };
}

/** Reads the order again: what the person agreed to must still be what happens. Never throws. */
function carryOutUnchanged(held: HeldCall, confirmation: Confirmation): Promise<CallEnd> {
  return held.carryOutInTurn(() => readAndCarryOut(held, confirmation));
}

async function readAndCarryOut(held: HeldCall, { watched }: Confirmation): Promise<CallEnd> {
  try {
    const now = await held.preview();
    const changed = changesSince(watched, now);
    if (changed.length > 0) {
      const text = `since the question, this has changed: ${changed.join(", ")}. It would now be: ${now.text} Call again without the confirmation to ask once more`;
      return refusal(held.call, "changed", text);
    }
    return confirmedEnd(held, await withinLimit(held, now.amount));
  } catch (error) {
    return failedAfterYes(held, error);
  }
}

async function withinLimit({ call, carryOut, limit }: HeldCall, amount: Preview["amount"]): Promise<CallEnd> {
  const giveBack = await limit?.take(call.key.number, amount);
  const end = await carryOut();
  // What may have been carried out stays counted.
  if ((end.errorKind !== undefined || isErrorResult(end) || hasMovedNothing(end)) && !end.mayHaveHappened) {
    await giveBack?.().catch(() => undefined);
  }
  return end;
}

/** A refund that the policy excludes counts as a success, but changes nothing. */
function hasMovedNothing({ result }: CallEnd): boolean {
  return /"(?:is_)?modified":"N"/.test(textOfResult(result as CallToolResult));
}

function isErrorResult({ result }: CallEnd): boolean {
  return "isError" in result && result.isError === true;
}

/** An agent may have sent the key in place of an id. */
function withoutKey(preview: Preview, apiKey: string): Preview {
  const hide = (text: string) => hideCutKey(hideKey(text, apiKey), apiKey);
  return { ...preview, text: hide(preview.text), toType: hide(preview.toType) };
}

async function previewOf(checked: CheckedCall, { readerFor, registry, language }: GuardOptions): Promise<Preview> {
  const { call, args } = checked;
  const { definition } = call.tool;
  try {
    checkAmounts(args);
    const facts = await readFacts(definition, args, readerFor(checked), registry);
    return withoutKey(createPreview(definition, args, facts, language), call.apiKey);
  } catch (error) {
    if (!(error instanceof CallError) || error instanceof CannotSucceedError) {
      throw error;
    }
    const { advice = "Correct the arguments, or try again later.", ...details } = error.details;
    const what = definition.confirmQuestions ? "the order" : "the thing it changes";
    throw new CallError(error.kind, `nothing was sent, because ${what} could not be read first: ${error.message}`, {
      ...details,
      wasSent: false,
      advice: `${advice} ${NOTHING_CHANGED}`,
    });
  }
}
