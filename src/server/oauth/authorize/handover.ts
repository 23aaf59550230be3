import { z } from "zod";
import { CallError } from "../../kit/errors.ts";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";
import { digest, randomId } from "../ids.ts";
import { type Access, accessSchema } from "../scopes.ts";
import type { Seal } from "../seal.ts";
import { type AuthorizationRequest, authorizationSchema } from "./authorization-request.ts";
import { CONSENT_SECONDS } from "./browser-cookie.ts";

const TIMEOUT_MS = 10_000;
export const RETURN_PATH = "/authorize/return";
export const CANCEL_PATH = "/authorize/cancel";

const answerSchema = z.object({ request_url: z.url({ protocol: /^https?$/ }), request_token: z.string().min(1) });
const handoverSchema = z.object({
  request: authorizationSchema,
  access: accessSchema,
  requestToken: z.string(),
  proof: z.string(),
});
type Handover = Readonly<z.infer<typeof handoverSchema>>;

interface HandoverOptions {
  readonly publicUrl: string;
  readonly developerKey: string;
  readonly client: Digistore24Client;
  readonly seal: Seal;
}

interface StartedHandover {
  /** Digistore24's page, on which the person agrees. */
  readonly url: string;
  /** Names the cookie. */
  readonly id: string;
  /** For a cookie of the browser that saw the consent page. */
  readonly sealed: string;
}

/** Digistore24 cannot be asked for a key at the moment, or does not accept the developer key. */
export class HandoverError extends Error {
  override readonly name = "HandoverError";
  readonly isRefused: boolean;
  /** This server has too many calls in progress itself. */
  readonly isBusy: boolean;

  constructor(cause: unknown) {
    super("Digistore24 did not open a request for a key", { cause });
    this.isRefused = cause instanceof CallError && ["key", "permission"].includes(cause.kind);
    this.isBusy = cause instanceof CallError && cause.kind === "busy";
  }
}

/** Asks Digistore24 for a page on which the person can agree to hand out a key. */
export async function startHandover(
  { publicUrl, developerKey, client, seal }: HandoverOptions,
  request: AuthorizationRequest,
  access: Access,
): Promise<StartedHandover> {
  const proof = randomId();
  const id = handoverIdOf(proof);
  const args = {
    permissions: access === "read" ? "read-only" : "writable",
    return_url: `${publicUrl}${RETURN_PATH}/${proof}`,
    cancel_url: `${publicUrl}${CANCEL_PATH}/${id}`,
    site_url: publicUrl,
    comment: request.program,
  };
  try {
    const call = { path: "/requestApiKey", args, apiKey: developerKey, timeoutMs: TIMEOUT_MS, isRead: false } as const;
    const { request_url: url, request_token: requestToken } = answerSchema.parse(await client.call(call));
    const handover: Handover = { request, access, requestToken, proof };
    return { url, id, sealed: await seal.close("handover", handover, CONSENT_SECONDS) };
  } catch (error) {
    throw new HandoverError(error);
  }
}

/**
 * A proof is part of the address that Digistore24 leads back to after an agreement, and of nothing else. The browser that
 * saw the consent page cannot know it before: a link to Digistore24's page, sent to somebody else, is of no use to the
 * sender. That page may show the address of a refusal, so this one only has a hash of the proof.
 */
export function handoverIdOf(proof: string): string {
  return digest(proof);
}

/** The hand-over that a browser comes back from; undefined if it is of another browser or too old. */
export async function openHandover(seal: Seal, sealed: string | undefined, id: string): Promise<Handover | undefined> {
  const handover = sealed === undefined ? undefined : await seal.open("handover", sealed, handoverSchema);
  return handover && handoverIdOf(handover.proof) === id ? handover : undefined;
}
