import type { ServerResponse } from "node:http";
import { finished } from "node:stream";
import type { FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import { KEY_REFUSED, type KeyCheck } from "../key/key-check.ts";
import type { KnownKeys } from "../key/known-keys.ts";
import { addressOf } from "./address-of.ts";
import { countMessages, isLimitReached, type Limits, refuseAddress } from "./limits.ts";
import { createOpenTrials } from "./open-trials.ts";
import type { Reservation } from "./rate-counter.ts";
import type { Judge, Refusal } from "./refusal.ts";
import { refuseKey } from "./refuse-key.ts";

/** The window of a limit, in which a key that the API says nothing about is counted once. */
const UNSETTLED_MS = 60_000;
const MAX_UNSETTLED_KEYS = 10_000;
const ALREADY_COUNTED: Reservation = { giveBack: async () => undefined };
const WRONG_KEY: Refusal = refuseKey(KEY_REFUSED);

interface KeyGateOptions {
  readonly known: KnownKeys;
  /** Absent if the operator has turned off the check of keys. Then the first call with a key checks it. */
  readonly check?: KeyCheck | undefined;
  readonly limits: Limits;
}

/** A request with an unknown key. */
interface Trial {
  readonly fingerprint: string;
  readonly address: string;
  readonly reservation: Reservation;
}

/**
 * Lets good keys pass and refuses wrong ones. An unknown key counts as refused until the API has accepted it, so many
 * wrong keys at once get no further than one after another. A request above the limit waits for the keys that are being
 * tried, because they may be good.
 */
export function createKeyGate({ known, check, limits }: KeyGateOptions): Judge {
  const open = createOpenTrials();
  const unsettled = new LRUCache<string, true>({ max: MAX_UNSETTLED_KEYS, ttl: UNSETTLED_MS });
  const isGood = (fingerprint: string) => known.verdictOf(fingerprint) === "good";

  async function reserve(request: FastifyRequest, address: string, fingerprint: string) {
    if (unsettled.has(`${address} ${fingerprint}`)) {
      return ALREADY_COUNTED;
    }
    // Otherwise a batch longer than a small limit would always be refused.
    const count = check ? 1 : Math.min(countMessages(request.body), limits.perAddress);
    for (;;) {
      const outcome = await limits.reserveRefusals(request, count);
      const ended = isLimitReached(outcome) ? open.whenOneEnds(address) : undefined;
      if (ended === undefined || isGood(fingerprint)) {
        return outcome;
      }
      await ended;
    }
  }

  async function settle({ address, reservation }: Trial, isGivenBack: boolean): Promise<void> {
    if (isGivenBack) {
      await reservation.giveBack();
    }
    open.end(address, isGivenBack);
  }

  async function askFirst(trial: Trial, token: string, ask: KeyCheck): Promise<Refusal | undefined> {
    const verdict = await ask(token);
    const place = `${trial.address} ${trial.fingerprint}`;
    const isCounted = verdict === "unknown" && unsettled.has(place);
    if (verdict === "unknown" && !isCounted) {
      unsettled.set(place, true);
    }
    await settle(trial, verdict === "good" || isCounted);
    return verdict === "refused" ? WRONG_KEY : undefined;
  }

  /** The call itself shows whether the key is good. A client that disconnects early does not get its reservation back. */
  function askByCall(trial: Trial, response: ServerResponse): undefined {
    finished(response, (error) => {
      void settle(trial, !error && known.verdictOf(trial.fingerprint) !== "refused");
    });
  }

  async function judgeUnknown(request: FastifyRequest, response: ServerResponse, token: string, fingerprint: string) {
    const address = addressOf(request.ip);
    const reservation = await reserve(request, address, fingerprint);
    if (isLimitReached(reservation)) {
      return isGood(fingerprint) ? undefined : refuseAddress(reservation);
    }
    if (known.verdictOf(fingerprint) === "refused") {
      return WRONG_KEY;
    }
    const trial = { fingerprint, address, reservation };
    open.begin(address);
    return check ? askFirst(trial, token, check) : askByCall(trial, response);
  }

  return async (request, response) => {
    const { authInfo, keyIdentity } = request;
    if (!authInfo || !keyIdentity) {
      throw new Error("a request reached the key gate without a key");
    }
    const { fingerprint } = keyIdentity;
    return isGood(fingerprint) ? undefined : judgeUnknown(request, response, authInfo.token, fingerprint);
  };
}
