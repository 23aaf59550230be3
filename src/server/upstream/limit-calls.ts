import type { CallError } from "../kit/errors.ts";
import { busy, type CallLimits, createPlaces } from "./call-places.ts";
import type { Digistore24Client, UpstreamCall } from "./upstream-call.ts";
import { MAX_WAIT_MS, refuseIfAborted, waitForTurn } from "./wait-for-turn.ts";

interface LimitedClient extends Digistore24Client {
  /** The number of calls that wait for their turn. */
  readonly waiting: () => number;
}

/** Limits the calls in progress, so that one key cannot use up the capacity of all others and the API is not flooded. */
export function limitCalls(client: Digistore24Client, limits: CallLimits): LimitedClient {
  const places = createPlaces(limits);

  async function call(request: UpstreamCall): Promise<unknown> {
    const { apiKey, signal } = request;
    refuseIfAborted(signal);
    if (!places.take(apiKey)) {
      await waitForTurn(signal, (begin) => places.enqueue({ apiKey, begin }), tooLate);
    }
    try {
      refuseIfAborted(signal);
      return await client.call(request);
    } finally {
      places.giveBack(apiKey);
    }
  }

  return { call, close: () => client.close(), waiting: places.waiting };
}

function tooLate(): CallError {
  return busy(`the call's turn did not come within ${MAX_WAIT_MS / 1000} seconds`);
}
