import type { FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import { addressOf } from "../kit/address-of.ts";
import type { Reservation } from "../kit/rate-counter.ts";
import { countMessages, isLimitReached, type LimitReached, type Limits } from "./limits.ts";
import { createOpenTrials } from "./open-trials.ts";

/** The window of a limit, in which a key that the API says nothing about is counted once. */
export const UNSETTLED_MS = 60_000;
const MAX_UNSETTLED_KEYS = 10_000;
const ALREADY_COUNTED: Reservation = { giveBack: async () => undefined };

/** A request with an unknown key. */
export interface Trial {
  readonly fingerprint: string;
  readonly address: string;
  readonly reservation: Reservation;
}

interface KeyTrials {
  /**
   * Counts the request as refused until its key is known. A request above the limit waits for the keys that are being
   * tried, because they may be good.
   */
  reserve(request: FastifyRequest, fingerprint: string): Promise<Trial | LimitReached>;
  begin(trial: Trial): void;
  /** Ends a trial. */
  settle(trial: Trial, isGivenBack: boolean): Promise<void>;
  /** Notes that the API said nothing about the key. Returns whether that was noted within the last minute already. */
  noteUnsettled(trial: Trial): boolean;
}

interface TrialOptions {
  readonly limits: Limits;
  /** Whether a key is checked before its request is served. Then a request has one key to try, however long its batch is. */
  readonly isCheckedFirst: boolean;
  readonly isGood: (fingerprint: string) => boolean;
}

export function createKeyTrials({ limits, isCheckedFirst, isGood }: TrialOptions): KeyTrials {
  const open = createOpenTrials();
  const unsettled = new LRUCache<string, true>({ max: MAX_UNSETTLED_KEYS, ttl: UNSETTLED_MS });

  async function reserveRefusals(request: FastifyRequest, address: string, fingerprint: string) {
    if (unsettled.has(`${address} ${fingerprint}`)) {
      return ALREADY_COUNTED;
    }
    // Otherwise a batch longer than a small limit would always be refused.
    const count = isCheckedFirst ? 1 : Math.min(countMessages(request.body), limits.perAddress);
    for (;;) {
      const outcome = await limits.reserveRefusals(request, count);
      const ended = isLimitReached(outcome) ? open.whenOneEnds(address) : undefined;
      if (ended === undefined || isGood(fingerprint)) {
        return outcome;
      }
      await ended;
    }
  }

  return {
    reserve: async (request, fingerprint) => {
      const address = addressOf(request.ip);
      const reservation = await reserveRefusals(request, address, fingerprint);
      return isLimitReached(reservation) ? reservation : { fingerprint, address, reservation };
    },
    begin: ({ address }) => open.begin(address),
    settle: async ({ address, reservation }, isGivenBack) => {
      if (isGivenBack) {
        await reservation.giveBack();
      }
      open.end(address, isGivenBack);
    },
    noteUnsettled: ({ address, fingerprint }) => {
      const place = `${address} ${fingerprint}`;
      const isNoted = unsettled.has(place);
      if (!isNoted) {
        unsettled.set(place, true);
      }
      return isNoted;
    },
  };
}
