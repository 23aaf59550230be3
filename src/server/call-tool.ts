import type { CallToolResult } from "@modelcontextprotocol/server";
import { chooseFields } from "./choose-fields.ts";
import type { Digistore24Client } from "./digistore24-client.ts";
import { CallError, type ErrorKind } from "./errors.ts";
import type { Arguments } from "./form-encoding.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { describedMember, isObject, type JsonObject, normaliseArguments } from "./normalise-arguments.ts";
import type { AnyToolDefinition } from "./tool-definition.ts";
import type { RegisteredTool } from "./tool-registry.ts";
import { toErrorResult, toResult } from "./tool-result.ts";

export interface CallSettings {
  readonly client: Digistore24Client;
  readonly timeoutMs: number;
  /** Longest JSON of a result, in characters. */
  readonly maxResultChars: number;
  /** Whether answers may hold keys and passphrases. */
  readonly showsSecrets: boolean;
}

export interface ToolCall {
  readonly tool: RegisteredTool;
  readonly args: unknown;
  readonly apiKey: string;
  readonly requestId: string;
  readonly signal?: AbortSignal | undefined;
}

/** What became of a call, for the log. */
export interface CallOutcome {
  readonly result: CallToolResult;
  readonly errorKind?: ErrorKind | "internal";
  readonly error?: unknown;
}

/** One tool call from arguments to result. Never throws: whatever happens becomes a result the agent can read. */
export async function callTool(call: ToolCall, settings: CallSettings): Promise<CallOutcome> {
  const { definition } = call.tool;
  try {
    return { result: await attempt(call, settings) };
  } catch (error) {
    const result = toErrorResult(definition, error, call.requestId);
    return { result, error, errorKind: error instanceof CallError ? error.kind : "internal" };
  }
}

async function attempt({ tool, args, apiKey, signal }: ToolCall, settings: CallSettings): Promise<CallToolResult> {
  const { definition } = tool;
  const { _fields, ...checked } = checkedArguments(tool, args);
  const answer = await settings.client.call({
    path: definition.path,
    args: { ...definition.sentDefaults, ...checked } as Arguments,
    apiKey,
    timeoutMs: Math.max(settings.timeoutMs, (definition.timeoutSeconds ?? 0) * 1000),
    isRead: definition.access === "read",
    signal,
  });
  // A tool that the operator named for its credentials is asked for just these.
  const data = settings.showsSecrets || definition.handlesCredentials ? answer : maskSecrets(answer);
  const notes = passedOn(definition, checked);
  if (!Array.isArray(_fields) || _fields.length === 0) {
    return toResult(definition, data, notes, settings.maxResultChars);
  }
  const chosen = chooseFields(data, _fields);
  const missing = chosen.unknown.length === 0 ? [] : [`No item has ${chosen.unknown.join(", ")}.`];
  return toResult(definition, chosen.data, [...notes, ...missing], settings.maxResultChars);
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

/** Fields of an open object that the description does not have: sent, and named, so that a misspelling shows. */
function passedOn({ inputSchema }: AnyToolDefinition, args: JsonObject): string[] {
  const names = Object.entries(inputSchema.properties).flatMap(([wrapper, schema]) => {
    const value = args[wrapper];
    const isOpen = schema.additionalProperties === true && schema.properties !== undefined && isObject(value);
    return isOpen ? Object.keys(value).filter((key) => !describedMember(schema, key)) : [];
  });
  return names.length === 0 ? [] : [`Sent without knowing them: ${names.join(", ")}; check that they took effect.`];
}
