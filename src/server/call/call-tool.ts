import type { JsonObject } from "../contract/normalise-arguments.ts";
import { CallError, kindOf } from "../kit/errors.ts";
import type { Arguments } from "../upstream/form-encoding.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import type { CallEnd, CallOutcome, Hold, ToolCall } from "./call.ts";
import { type Reports, startRecord } from "./call-record.ts";
import type { CallWatcher } from "./call-watch.ts";
import { checkArguments, refusePlaceholders } from "./check-arguments.ts";
import { mayHaveHappened, toErrorResult } from "./error-result.ts";
import type { PersonalDataMask } from "./mask-personal-data.ts";
import { type Presentation, presentAnswer } from "./present-answer.ts";

export interface CallSettings extends Presentation {
  readonly client: Digistore24Client;
  readonly timeoutMs: number;
  /** Sent with writes, for the vendor's own log. `{client}` is replaced by the client's name. Not sent if empty. */
  readonly operator: string;
  /** Throws a CallError if a call must not go upstream. Called after the arguments are checked. */
  readonly gate?: ((call: ToolCall) => void) | undefined;
  /** Answers the calls of hand-written tools. */
  readonly answerItself?: AnswerItself | undefined;
  /** Stops calls that need a person's yes. Without it every call is carried out immediately. */
  readonly hold?: Hold | undefined;
  readonly watchers: readonly CallWatcher[];
}

/** Answers a call of a hand-written tool with what it reads through `reports`. Throws a CallError if it cannot. */
export type AnswerItself = (call: ToolCall, args: JsonObject, reports: Reports) => Promise<JsonObject>;

/** One tool call from arguments to result. Never throws: every failure becomes a result that the agent can read. */
export async function callTool(call: ToolCall, settings: CallSettings): Promise<CallOutcome> {
  const record = startRecord(call, settings.watchers);
  const fail = (error: unknown) => failedEnd(call, error, record.wasSent(), settings.personalData);
  try {
    const { confirmation, args } = checkArguments(call.tool, call.args);
    if (settings.personalData) {
      refusePlaceholders(args);
    }
    settings.gate?.(call);
    const carryOut = async (): Promise<CallEnd> => {
      try {
        return {
          result: presentAnswer(call, args, await send(call, args, settings, record.reportsFor(args)), settings),
        };
      } catch (error) {
        return fail(error);
      }
    };
    return record.end(
      await (settings.hold?.hold({ call, args, confirmation, carryOut, fail, onRead: record.onRead }) ?? carryOut()),
    );
  } catch (error) {
    return record.end(settings.hold?.refuse({ call, fail }, error) ?? fail(error));
  }
}

function failedEnd(
  call: ToolCall,
  error: unknown,
  wasSent: boolean,
  personalData: PersonalDataMask | undefined,
): CallEnd {
  const { definition } = call.tool;
  const details = error instanceof CallError ? error.details : { wasSent };
  return {
    result: toErrorResult(definition, error, { ...call, wasSent }, personalData),
    error,
    errorKind: kindOf(error),
    mayHaveHappened: mayHaveHappened(definition, details),
    // The API refuses excess calls before it looks at them.
    isUnsent: details.wasSent !== true || kindOf(error) === "rate_limited",
  };
}

function send(
  call: ToolCall,
  { _fields, ...args }: JsonObject,
  { client: api, timeoutMs, operator, answerItself }: CallSettings,
  reports: Reports,
): Promise<unknown> {
  const { tool, apiKey, client, signal } = call;
  const { definition } = tool;
  if (definition.path === undefined) {
    if (!answerItself) {
      throw new Error(`${definition.name} is hand-written, and nothing here answers it`);
    }
    return answerItself(call, args, reports);
  }
  const isRead = definition.access === "read";
  const named =
    isRead || operator === "" ? {} : { operator: operator.replaceAll("{client}", () => client?.name ?? "MCP") };
  return api.call({
    path: definition.path,
    args: { ...definition.sentDefaults, ...args, ...named } as Arguments,
    apiKey,
    timeoutMs: Math.max(timeoutMs, (definition.timeoutSeconds ?? 0) * 1000),
    isRead,
    signal,
    ...reports,
  });
}
