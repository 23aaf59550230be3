import type { ServerResponse } from "node:http";
import { finished } from "node:stream";
import type { FastifyRequest } from "fastify";
import { KEY_REFUSED, type KeyCheck } from "../key/key-check.ts";
import type { KnownKeys } from "../key/known-keys.ts";
import { createKeyTrials, type Trial } from "./key-trials.ts";
import { isLimitReached, type Limits, refuseAddress } from "./limits.ts";
import type { Judge, Refusal } from "./refusal.ts";
import { refuseKey } from "./refuse-key.ts";

const SEALED_KEY_REFUSED =
  "Digistore24 does not accept the API key of this connection any more. Connect the agent again.";

interface KeyGateOptions {
  readonly known: KnownKeys;
  /** Absent if the operator has turned off the check of keys. Then the first call with a key checks it. */
  readonly check?: KeyCheck | undefined;
  readonly limits: Limits;
}

/**
 * Lets good keys pass and refuses wrong ones. An unknown key counts as refused until the API has accepted it, so many
 * wrong keys at once get no further than one after another.
 */
export function createKeyGate({ known, check, limits }: KeyGateOptions): Judge {
  const isGood = (fingerprint: string) => known.verdictOf(fingerprint) === "good";
  const trials = createKeyTrials({ limits, isCheckedFirst: check !== undefined, isGood });

  async function askFirst(
    request: FastifyRequest,
    trial: Trial,
    token: string,
    ask: KeyCheck,
  ): Promise<Refusal | undefined> {
    const verdict = await ask(token);
    const isCounted = verdict === "unknown" && trials.noteUnsettled(trial);
    await trials.settle(trial, verdict === "good" || isCounted);
    return verdict === "refused" ? refuseKey(request, KEY_REFUSED, "wrong_key") : undefined;
  }

  /** The call itself shows whether the key is good. A client that disconnects early does not get its reservation back. */
  function askByCall(trial: Trial, response: ServerResponse): undefined {
    finished(response, (error) => {
      void trials.settle(trial, !error && known.verdictOf(trial.fingerprint) !== "refused");
    });
  }

  async function judgeUnknown(request: FastifyRequest, response: ServerResponse, token: string, fingerprint: string) {
    const trial = await trials.reserve(request, fingerprint);
    if (isLimitReached(trial)) {
      return isGood(fingerprint) ? undefined : refuseAddress(trial);
    }
    if (known.verdictOf(fingerprint) === "refused") {
      return refuseKey(request, KEY_REFUSED, "wrong_key");
    }
    trials.begin(trial);
    return check ? askFirst(request, trial, token, check) : askByCall(trial, response);
  }

  /** Nobody can try out keys by tokens, so they are not counted towards an address that all users of an agent share. */
  async function judgeSealed(request: FastifyRequest, token: string, fingerprint: string) {
    const verdict = known.verdictOf(fingerprint) ?? (await check?.(token));
    return verdict === "refused" ? refuseKey(request, SEALED_KEY_REFUSED, "wrong_key") : undefined;
  }

  return async (request, response) => {
    const { authInfo, keyIdentity, oauth } = request;
    if (!authInfo || !keyIdentity) {
      throw new Error("a request reached the key gate without a key");
    }
    const { fingerprint } = keyIdentity;
    if (isGood(fingerprint)) {
      return undefined;
    }
    return oauth?.access === undefined
      ? judgeUnknown(request, response, authInfo.token, fingerprint)
      : judgeSealed(request, authInfo.token, fingerprint);
  };
}
