import type { CallWatcher } from "../call/call-watch.ts";
import type { KnownKeys } from "../key/known-keys.ts";
import { CallError } from "../kit/errors.ts";
import { BAD_KEY_CODE } from "../upstream/vendor-codes.ts";

/** Learns from the outcomes of calls which keys are good. */
export function learnKeys(known: KnownKeys): CallWatcher {
  return ({ tool, key: { fingerprint } }) => ({
    end: ({ error, errorKind, upstreamRequests }) => {
      if (errorKind === undefined && upstreamRequests > 0) {
        known.remember(fingerprint, "good");
      }
      // A tool that needs another kind of key may report a good key as bad.
      if (isBadKey(error) && tool.definition.keyRight !== "developer") {
        known.doubt(fingerprint);
      }
    },
  });
}

function isBadKey(error: unknown): boolean {
  return error instanceof CallError && error.details.vendorCode === BAD_KEY_CODE;
}
