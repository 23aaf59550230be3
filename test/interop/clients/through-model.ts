import type { MockModel } from "../model/mock-model.ts";
import type { Connection, ToolCall } from "./client.ts";

const ANY_CALL: ToolCall = { tool: "ping", args: {} };

/** The connection of a client that asks a model, seen from the model's side. `ask` runs one conversation. */
export function throughModel(
  model: MockModel,
  ask: (prompt: string) => Promise<unknown>,
  close: () => Promise<void>,
): Connection {
  const watch = (call: ToolCall) => model.watch(call, () => ask(`Call ${call.tool}.`));
  return {
    listTools: async () => (await watch(ANY_CALL)).toolNames,
    readResult: async (call) => (await watch(call)).shown,
    close,
  };
}
