import type { MockModel } from "../model/mock-model.ts";
import type { Connection } from "./client.ts";

const ANY_CALL = { tool: "ping", args: {} };

/** The connection of a client that asks a model, seen from the model's side. `ask` makes it ask once. */
export function throughModel(model: MockModel, ask: () => Promise<unknown>, close: () => Promise<unknown>): Connection {
  return {
    listTools: async () => (await model.watch(ANY_CALL, ask)).toolNames,
    readResult: async (call) => (await model.watch(call, ask)).result,
    close: async () => {
      await close();
    },
  };
}
