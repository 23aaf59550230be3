import { describedMember, type JsonObject, WRAPPERS } from "./normalise-arguments.ts";
import type { ArgumentSchema } from "./tool-definition.ts";

/**
 * Names that clients are known to add to the arguments of every call, each with a public source. The model did not write
 * them and cannot correct them, so they must not fail a call.
 */
const SOURCES = {
  toolCallId: "https://github.com/n8n-io/n8n/issues/21500",
  sessionId: "https://github.com/CodeAlive-AI/codealive-mcp/blob/main/src/middleware/n8n_middleware.py",
  action: "https://github.com/CodeAlive-AI/codealive-mcp/blob/main/src/middleware/n8n_middleware.py",
  chatInput: "https://github.com/CodeAlive-AI/codealive-mcp/blob/main/src/middleware/n8n_middleware.py",
  task_progress: "https://github.com/cline/cline/issues/8256",
  i: "https://github.com/can1357/oh-my-pi/pull/3584",
} as const satisfies Readonly<Record<string, `https://${string}`>>;

export const CLIENT_ARGUMENTS: readonly string[] = Object.keys(SOURCES);

/** The given arguments that a client has added: the tool has no argument of that name, neither outside nor in a wrapper. */
export function findClientArguments(schema: ArgumentSchema, args: JsonObject): readonly string[] {
  const places = [schema, ...WRAPPERS.map((wrapper) => describedMember(schema, wrapper) ?? {})];
  return CLIENT_ARGUMENTS.filter(
    (name) => Object.hasOwn(args, name) && !places.some((place) => describedMember(place, name)),
  );
}

export function withoutClientArguments(schema: ArgumentSchema, args: JsonObject): JsonObject {
  const added = findClientArguments(schema, args);
  return added.length === 0 ? args : Object.fromEntries(Object.entries(args).filter(([name]) => !added.includes(name)));
}
