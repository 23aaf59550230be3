import { randomText } from "../kit/random-text.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { SandboxKey } from "../wire/keys.ts";
import type { Language } from "../wire/refusal.ts";

/** An application's request for a key, and the decision on it. */
export interface KeyRequest {
  readonly token: string;
  /** The account of the developer and of the new key. */
  readonly account: number;
  readonly right: "full" | "readOnly" | "shipping";
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly siteUrl: string;
  readonly comment: string;
  /** The language of the call, and of the page for browsers that prefer neither. */
  readonly language: Language;
  readonly status: "pending" | "aborted" | "completed";
  readonly isHandedOut: boolean;
}

const TOKEN_CHARS = 32;
const KEY_CHARS = 40;

const keyRecords = defineSlice(() => ({
  requests: new Map<string, KeyRequest>(),
  /** By the whole key. */
  keys: new Map<string, SandboxKey>(),
}));

export function addKeyRequest(store: Store, wish: Omit<KeyRequest, "token" | "status" | "isHandedOut">): KeyRequest {
  const request: KeyRequest = { ...wish, token: randomText(TOKEN_CHARS), status: "pending", isHandedOut: false };
  keyRecords(store).requests.set(request.token, request);
  return request;
}

export function keyRequest(store: Store, token: string): KeyRequest | undefined {
  return keyRecords(store).requests.get(token);
}

/** Decides on a request once: a later decision changes nothing. Returns the current request. */
export function decide(store: Store, request: KeyRequest, status: "aborted" | "completed"): KeyRequest {
  if (request.status !== "pending") {
    return request;
  }
  const decided = { ...request, status };
  keyRecords(store).requests.set(request.token, decided);
  return decided;
}

/** Creates the key for a granted request. It works from now on, and the request does not keep it. */
export function handOutKey(store: Store, request: KeyRequest): string {
  const { keys, requests } = keyRecords(store);
  const granted = `${request.account}-${randomText(KEY_CHARS)}`;
  keys.set(granted, { account: request.account, right: request.right, granted });
  requests.set(request.token, { ...request, isHandedOut: true });
  return granted;
}

export function grantedKey(store: Store, text: string): SandboxKey | undefined {
  return keyRecords(store).keys.get(text);
}

export function endGrantedKey(store: Store, text: string): void {
  keyRecords(store).keys.delete(text);
}
