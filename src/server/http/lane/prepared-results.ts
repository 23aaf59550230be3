import type { JSONRPCResultResponse } from "@modelcontextprotocol/server";
import type { Surface } from "../../contract/surface.ts";

type Id = JSONRPCResultResponse["id"];

/** Results that only depend on the surface, as bytes. The members of an answer are in the order of the SDK. */
export interface PreparedResults {
  /** The parts of the answer to a request with this id, or undefined if the result is not kept yet. */
  answer(surface: Surface, name: string, id: Id): readonly [result: Buffer, end: string] | undefined;
  keep(surface: Surface, name: string, result: object): void;
}

export function createPreparedResults(): PreparedResults {
  // The results of a surface that nobody uses any more are dropped with it.
  const kept = new WeakMap<Surface, Map<string, Buffer>>();
  return {
    answer: (surface, name, id) => {
      const result = kept.get(surface)?.get(name);
      return result && [result, `${JSON.stringify(id)}}`];
    },
    keep: (surface, name, result) => {
      const ofSurface = kept.get(surface) ?? new Map<string, Buffer>();
      const answer = `{"result":${JSON.stringify(result)},"jsonrpc":"2.0","id":`;
      kept.set(surface, ofSurface.set(name, Buffer.from(answer)));
    },
  };
}
