import type { CallToolResult } from "@modelcontextprotocol/server";
import { describedMember, type JsonObject, normaliseArguments } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import { CallError, kindOf } from "../kit/errors.ts";
import { isObject } from "../kit/is-object.ts";
import { print } from "../kit/to-json.ts";
import type { Digistore24Client, UpstreamCall } from "../upstream/digistore24-client.ts";
import type { Arguments } from "../upstream/form-encoding.ts";
import type { CallOutcome, ToolCall } from "./call.ts";
import { type CallWatcher, watchCall } from "./call-watch.ts";
import { chooseFields } from "./choose-fields.ts";
import { holdsPlaceholder, type PersonalDataMask } from "./mask-personal-data.ts";
import { maskSecretsIn } from "./mask-secrets.ts";
import { mayHaveHappened, toErrorResult, toResult } from "./tool-result.ts";

export interface CallSettings {
  readonly client: Digistore24Client;
  readonly timeoutMs: number;
  /** Longest JSON of a result, in characters. */
  readonly maxResultChars: number;
  /** Whether answers may hold keys and passphrases. */
  readonly showsSecrets: boolean;
  /** Takes personal data out of answers, where the operator wants it. */
  readonly personalData?: PersonalDataMask | undefined;
  /** For the vendor's own log of writes; `{client}` stands for the client's name. Empty: nothing is sent. */
  readonly operator: string;
  /** Throws a CallError where a call must not go upstream: the one place to stop it after its arguments are known. */
  readonly gate?: ((call: ToolCall) => void) | undefined;
  readonly watchers: readonly CallWatcher[];
}

/** One tool call from arguments to result. Never throws: whatever happens becomes a result the agent can read. */
export async function callTool(call: ToolCall, settings: CallSettings): Promise<CallOutcome> {
  const { definition } = call.tool;
  const startedMs = performance.now();
  const watch = watchCall(settings.watchers, call);
  let upstreamRequests = 0;
  let sentArgs: JsonObject | undefined;
  let wasSent = false;
  const finish = (end: Omit<CallOutcome, "upstreamRequests" | "durationMs">): CallOutcome => {
    const outcome = { ...end, sentArgs, upstreamRequests, durationMs: performance.now() - startedMs };
    watch.end(outcome);
    return outcome;
  };
  try {
    const args = checkedArguments(call.tool, call.args);
    if (settings.personalData) {
      refusePlaceholders(args);
    }
    settings.gate?.(call);
    const data = await send(call, args, settings, {
      onRequest: (attempt) => {
        upstreamRequests++;
        sentArgs = args;
        return watch.request(attempt);
      },
      onSent: () => {
        wasSent = true;
      },
    });
    return finish({ result: present(definition, args, data, settings) });
  } catch (error) {
    const result = toErrorResult(definition, error, { ...call, wasSent }, settings.personalData);
    const details = error instanceof CallError ? error.details : { wasSent };
    return finish({
      result,
      error,
      errorKind: kindOf(error),
      mayHaveHappened: mayHaveHappened(definition, details),
    });
  }
}

/** A call of a tool that its surface does not have: not carried out, but recorded like any other. */
export function refuseCall(call: ToolCall, reason: string, watchers: readonly CallWatcher[]): void {
  const result: CallToolResult = { content: [{ type: "text", text: reason }], isError: true };
  watchCall(watchers, call).end({ result, errorKind: "not_served", upstreamRequests: 0, durationMs: 0 });
}

function send(
  { tool: { definition }, apiKey, client, signal }: ToolCall,
  { _fields, ...args }: JsonObject,
  { client: api, timeoutMs, operator }: CallSettings,
  reports: Pick<UpstreamCall, "onRequest" | "onSent">,
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
  definition: AnyToolDefinition,
  { _fields, ...args }: JsonObject,
  answer: unknown,
  { showsSecrets, personalData, maxResultChars }: CallSettings,
): CallToolResult {
  // A tool that the operator named for its credentials is asked for just these.
  const whole = print(answer);
  const open = showsSecrets || definition.handlesCredentials ? whole : maskSecretsIn(whole);
  const shown = personalData ? print(personalData.mask(open.data)) : open;
  const notes = passedOn(definition, args);
  if (!Array.isArray(_fields) || _fields.length === 0) {
    return toResult(definition, shown, notes, maxResultChars);
  }
  const chosen = chooseFields(shown.data, _fields);
  const missing = chosen.unknown.length === 0 ? [] : [`No item has ${chosen.unknown.join(", ")}.`];
  return toResult(definition, print(chosen.data), [...notes, ...missing], maxResultChars);
}

function checkedArguments({ definition, validate }: RegisteredTool, args: unknown): JsonObject {
  const { inputSchema, isDestructive } = definition;
  if (!isObject(args ?? {})) {
    throw new CallError("input", "nothing was sent. arguments must be an object");
  }
  const normalised = normaliseArguments(inputSchema, (args ?? {}) as JsonObject, isDestructive);
  const problems = validate(normalised);
  if (problems.length > 0) {
    throw new CallError("input", `nothing was sent. ${problems.join("; ")}`);
  }
  return normalised;
}

/** Written back, a placeholder would overwrite the person it stands for. */
function refusePlaceholders(args: JsonObject): void {
  const placeholder = holdsPlaceholder(args);
  if (placeholder !== undefined) {
    throw new CallError(
      "input",
      `nothing was sent. ${placeholder} is a placeholder that this server put in the place of personal data; leave that field out, or find the person by an order id`,
    );
  }
}

/** Fields of an open object that the description does not have: sent, and named, so that a misspelling shows. */
function passedOn({ inputSchema }: AnyToolDefinition, args: JsonObject): string[] {
  const names = Object.entries(inputSchema.properties).flatMap(([wrapper, schema]) => {
    const value = args[wrapper];
    const isOpen = schema.additionalProperties === true && schema.properties !== undefined && isObject(value);
    return isOpen ? Object.keys(value).filter((key) => !describedMember(schema, key)) : [];
  });
  return names.length === 0 ? [] : [`Sent without knowing them: ${names.join(", ")}; check that they took effect.`];
}
