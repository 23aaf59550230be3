import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { readKey } from "../../key/api-key.ts";
import { CallError } from "../../kit/errors.ts";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";
import { OAuthRefusal } from "../oauth-refusal.ts";

/** An agent waits about ten seconds for its token. */
const MAX_PENDING_MS = 8_000;
const ASK_AGAIN_MS = 1_000;
/** The least time for an answer: one that comes too late has spent the key. */
const MIN_TIMEOUT_MS = 2_000;

const answerSchema = z.object({
  request_status: z.enum(["pending", "aborted", "completed"]),
  api_key: z.string().nullish(),
});

export interface KeyCollector {
  readonly client: Digistore24Client;
  readonly developerKey: string;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** Waits between two questions. */
  readonly pause?: ((ms: number) => Promise<unknown>) | undefined;
}

/**
 * Takes the key that a person has granted at Digistore24, which hands it out once. A person who comes back quickly may
 * be ahead of their decision, so a pending one is asked about again for a short time.
 */
export async function collectKey(collector: KeyCollector, requestToken: string): Promise<string> {
  const { pause = wait, now } = collector;
  let left = MAX_PENDING_MS;
  for (;;) {
    const askedAt = now();
    const { request_status: status, api_key: key } = await ask(collector, requestToken, left);
    left -= now() - askedAt;
    if (status === "completed") {
      return readHandedOut(key);
    }
    if (status === "aborted") {
      throw new OAuthRefusal("invalid_grant", "The person did not agree at Digistore24.");
    }
    if (left <= 0) {
      throw new OAuthRefusal("invalid_grant", "The person has not decided at Digistore24 yet. Connect again.");
    }
    const pauseMs = Math.min(ASK_AGAIN_MS, left);
    await pause(pauseMs);
    left -= pauseMs;
  }
}

async function ask(
  { client, developerKey }: KeyCollector,
  token: string,
  left: number,
): Promise<z.infer<typeof answerSchema>> {
  try {
    const timeoutMs = Math.max(MIN_TIMEOUT_MS, left);
    const call = { path: "/retrieveApiKey", args: { token }, apiKey: developerKey, timeoutMs } as const;
    // Never repeated by the client: an answer that gets lost has spent the key.
    return answerSchema.parse(await client.call({ ...call, isRead: false }));
  } catch (error) {
    if (error instanceof CallError && error.kind === "not_found") {
      throw new OAuthRefusal("invalid_grant", "Digistore24 does not know the request for this key. Connect again.");
    }
    const reason = "Digistore24 did not hand out the key. Connect again.";
    throw new OAuthRefusal("temporarily_unavailable", reason, { status: 503, cause: error });
  }
}

function readHandedOut(text: string | null | undefined): string {
  const { key } = readKey(text ?? "");
  if (key === undefined) {
    throw new OAuthRefusal("invalid_grant", "Digistore24 has handed out this key before. Connect again.");
  }
  return key;
}
