import { setImmediate as nextTurn } from "node:timers/promises";
import { CallError } from "../kit/errors.ts";
import type { Digistore24Client } from "./digistore24-client.ts";

export interface SettlingClient extends Digistore24Client {
  /** From now on no write is sent. Reads are, so that those that wait for their turn still get their answer. */
  refuseWrites(): void;
  /** Calls that are under way at the API. */
  readonly underWay: () => number;
  /** Resolves when no call is under way, and what waited for the last answer has had its turn. */
  settled(): Promise<void>;
}

/** Lets a stop wait for the calls under way, and keeps writes that had not been sent by then from being sent. */
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
        throw new CallError("busy", "this server is stopping. Nothing was sent. Retry after 5 seconds");
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
