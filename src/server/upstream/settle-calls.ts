import { setImmediate as nextTurn } from "node:timers/promises";
import { CallError } from "../kit/errors.ts";
import type { Digistore24Client } from "./upstream-call.ts";

export interface SettlingClient extends Digistore24Client {
  /** From now on writes are refused. Reads are still sent, so those that wait for their turn get an answer. */
  refuseWrites(): void;
  /** The number of calls in progress. */
  readonly underWay: () => number;
  /** Resolves when no call is in progress and the code that waited for the last answer has run. */
  settled(): Promise<void>;
}

/** For stopping the server: waits for the calls in progress, and refuses writes that have not been sent yet. */
export function settleCalls(client: Digistore24Client): SettlingClient {
  const calls = new Set<Promise<unknown>>();
  let refusesWrites = false;

  async function settled(): Promise<void> {
    await nextTurn();
    while (calls.size > 0) {
      await Promise.allSettled(calls);
      await nextTurn();
    }
  }

  return {
    call: async (request) => {
      if (refusesWrites && !request.isRead) {
        throw new CallError("busy", "this server is stopping. Nothing was sent", {
          advice: "Call again after 5 seconds.",
        });
      }
      const call = client.call(request);
      calls.add(call);
      try {
        return await call;
      } finally {
        calls.delete(call);
      }
    },
    refuseWrites: () => {
      refusesWrites = true;
    },
    underWay: () => calls.size,
    settled,
    close: () => client.close(),
  };
}
