import type { CallToolResult } from "@modelcontextprotocol/server";
import { withoutClientArguments } from "../contract/client-arguments.ts";
import { CONFIRMATION, NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { endDays } from "../contract/day-ends.ts";
import { type JsonObject, normaliseArguments } from "../contract/normalise-arguments.ts";
import { useDescribedNames } from "../contract/other-names.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import { CallError, kindOf } from "../kit/errors.ts";
import { hideKey } from "../kit/hide-key.ts";
import { isObject } from "../kit/is-object.ts";
import type { Digistore24Client, UpstreamCall } from "../upstream/digistore24-client.ts";
import type { Arguments } from "../upstream/form-encoding.ts";
import { toAnswerObject } from "./answer-text.ts";
import type { CallEnd, CallOutcome, Hold, ToolCall } from "./call.ts";
import { type CallWatcher, watchCall } from "./call-watch.ts";
import { mayHaveHappened, toErrorResult } from "./error-result.ts";
import { findPlaceholder, type PersonalDataMask } from "./mask-personal-data.ts";
import { maskSecretsIn } from "./mask-secrets.ts";
import { showFields } from "./show-fields.ts";
import { noteSpecialRows } from "./special-rows.ts";
import { textResult } from "./text-result.ts";
import { toResult } from "./tool-result.ts";
import { noteUndescribed } from "./undescribed-fields.ts";

export interface CallSettings {
  readonly client: Digistore24Client;
  readonly timeoutMs: number;
  /** The maximum length of a result's JSON, in characters. */
  readonly maxResultChars: number;
  /** Whether answers may contain keys and passphrases. */
  readonly showsSecrets: boolean;
  /** Removes personal data from answers, if the operator wants that. */
  readonly personalData?: PersonalDataMask | undefined;
  /** Sent with writes, for the vendor's own log. `{client}` is replaced by the client's name. Not sent if empty. */
  readonly operator: string;
  /** Throws a CallError if a call must not go upstream. Called after the arguments are checked. */
  readonly gate?: ((call: ToolCall) => void) | undefined;
  /** Stops calls that need a person's yes. Without it every call is carried out at once. */
  readonly hold?: Hold | undefined;
  readonly watchers: readonly CallWatcher[];
}

/** One tool call from arguments to result. Never throws: every failure becomes a result that the agent can read. */
export async function callTool(call: ToolCall, settings: CallSettings): Promise<CallOutcome> {
  const record = startRecord(call, settings.watchers);
  const fail = (error: unknown) => failedEnd(call, error, record.wasSent(), settings.personalData);
  try {
    const { confirmation, args } = checkedArguments(call.tool, call.args);
    if (settings.personalData) {
      refusePlaceholders(args);
    }
    settings.gate?.(call);
    const carryOut = async (): Promise<CallEnd> => {
      try {
        return { result: present(call, args, await send(call, args, settings, record.reportsFor(args)), settings) };
      } catch (error) {
        return fail(error);
      }
    };
    return record.end(await (settings.hold?.({ call, args, confirmation, carryOut, fail }) ?? carryOut()));
  } catch (error) {
    return record.end(fail(error));
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
  };
}

type Reports = Pick<UpstreamCall, "onRequest" | "onSent">;

/** Records one call from its start to its outcome, and reports it to the watchers. */
interface CallRecord {
  /** Callbacks for the requests with these arguments. */
  reportsFor(args: JsonObject): Reports;
  wasSent(): boolean;
  end(end: CallEnd): CallOutcome;
}

function startRecord(call: ToolCall, watchers: readonly CallWatcher[]): CallRecord {
  const startedMs = performance.now();
  const watch = watchCall(watchers, call);
  let upstreamRequests = 0;
  let sentArgs: JsonObject | undefined;
  let wasSent = false;
  return {
    reportsFor: (args) => ({
      onRequest: (attempt) => {
        upstreamRequests++;
        sentArgs = args;
        return watch.request(attempt);
      },
      onSent: () => {
        wasSent = true;
      },
    }),
    wasSent: () => wasSent,
    end: (end) => {
      const outcome = { ...end, sentArgs, upstreamRequests, durationMs: performance.now() - startedMs };
      watch.end(outcome);
      return outcome;
    },
  };
}

/** Records a call of a tool that is not on its surface. The call is not carried out. */
export function refuseCall(call: ToolCall, reason: string, watchers: readonly CallWatcher[]): void {
  const result = textResult(reason, { isError: true });
  watchCall(watchers, call).end({ result, errorKind: "not_served", upstreamRequests: 0, durationMs: 0 });
}

function send(
  { tool: { definition }, apiKey, client, signal }: ToolCall,
  { _fields, ...args }: JsonObject,
  { client: api, timeoutMs, operator }: CallSettings,
  reports: Reports,
): Promise<unknown> {
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

function present(
  { tool: { definition: tool }, apiKey }: ToolCall,
  { _fields, ...sent }: JsonObject,
  answer: unknown,
  { showsSecrets, personalData, maxResultChars: maxChars }: CallSettings,
): CallToolResult {
  const whole = toAnswerObject(answer);
  // A tool that handles credentials is served only if the operator named it, and called to get them.
  const open = showsSecrets || tool.handlesCredentials ? whole : maskSecretsIn(whole);
  const masked = personalData ? (personalData.mask(open) as JsonObject) : open;
  const shown = showFields(tool, masked, Array.isArray(_fields) ? _fields : []);
  const notes = [...noteUndescribed(tool, sent), ...noteSpecialRows(tool, masked), ...shown.notes];
  // A note quotes names that the caller made up, and one of them can be the key.
  return toResult(shown.data, { tool, sent, notes: notes.map((note) => hideKey(note, apiKey)), maxChars });
}

interface CheckedArguments {
  readonly args: JsonObject;
  readonly confirmation: string | undefined;
}

function checkedArguments({ definition, validate }: RegisteredTool, args: unknown): CheckedArguments {
  const { inputSchema, isDestructive, dayEnds = [], otherNames = {} } = definition;
  if (!isObject(args ?? {})) {
    throw new CallError("input", "nothing was sent. arguments must be an object");
  }
  const { confirmation, own } = takeConfirmation(definition, (args ?? {}) as JsonObject);
  const given = withoutClientArguments(inputSchema, own);
  const named = useDescribedNames(given, otherNames);
  const normalised = normaliseArguments(inputSchema, named, isDestructive);
  const problems = validate(normalised);
  if (problems.length > 0) {
    throw new CallError("input", `nothing was sent. ${problems.join("; ")}`);
  }
  return { args: endDays(normalised, dayEnds), confirmation };
}

/** Agents send an empty confirmation when they have none. */
function takeConfirmation(
  { access }: AnyToolDefinition,
  args: JsonObject,
): { confirmation: string | undefined; own: JsonObject } {
  const { [CONFIRMATION]: confirmation, ...own } = args;
  if (access === "read" || confirmation === undefined || confirmation === null || confirmation === "") {
    return { confirmation: undefined, own: access === "read" ? args : own };
  }
  if (typeof confirmation !== "string") {
    throw new CallError("input", `nothing was sent. ${CONFIRMATION} must be the text that the preview has`, {
      advice: `Leave it out to see a preview. ${NOTHING_CHANGED}`,
    });
  }
  return { confirmation, own };
}

/** A placeholder that is written back would overwrite the data it replaces. */
function refusePlaceholders(args: JsonObject): void {
  const placeholder = findPlaceholder(args);
  if (placeholder !== undefined) {
    throw new CallError(
      "input",
      `nothing was sent. ${placeholder} is a placeholder that this server put in place of personal data; leave that field out, or find the person by an order id`,
    );
  }
}
