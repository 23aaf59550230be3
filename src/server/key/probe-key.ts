import { CallError, type ErrorKind } from "../kit/errors.ts";
import type { Language } from "../kit/language.ts";
import type { Digistore24Client, UpstreamCall } from "../upstream/upstream-call.ts";

/** Belongs to no order, so it has no invoices. */
const NO_PURCHASE = "AAAAAAAA";

export interface KeyOwner {
  readonly id: string;
  readonly name: string;
  /** As the API lists them: `vendor,affiliate`. */
  readonly roles: string;
}

/** The API's answer about a key. `unknown`: it did not say whether the key is valid, or could not be reached. */
type KeyProbe =
  | { readonly state: "good"; readonly owner: KeyOwner }
  | ({ readonly state: "refused" } & NoOwner)
  | ({ readonly state: "unknown" } & NoOwner);

export interface NoOwner {
  /** The API's own sentence, or ours in English if it sent none. */
  readonly message: string;
  readonly kind: ErrorKind;
  readonly vendorMessage?: string | undefined;
}

interface ProbeOptions {
  readonly signal?: AbortSignal;
  /** The language of the API's message. Default: that of the account. */
  readonly language?: Language;
}

/** Asks the API for the owner of a key. Changes nothing. */
export async function probeKey(
  client: Digistore24Client,
  apiKey: string,
  timeoutMs: number,
  { signal, language }: ProbeOptions = {},
): Promise<KeyProbe> {
  try {
    const args = language === undefined ? {} : { language };
    const data = await client.call({ path: "/getUserInfo", args, apiKey, timeoutMs, isRead: true, signal });
    return { state: "good", owner: readOwner(data) };
  } catch (error) {
    if (!(error instanceof CallError)) {
      throw error;
    }
    const { kind, message, details } = error;
    const { vendorMessage } = details;
    return { state: kind === "key" ? "refused" : "unknown", kind, message: vendorMessage ?? message, vendorMessage };
  }
}

function readOwner(data: unknown): KeyOwner {
  const { user_id, user_name, granted_roles } = (data ?? {}) as Record<string, unknown>;
  return { id: String(user_id ?? "?"), name: String(user_name ?? "?"), roles: String(granted_roles ?? "?") };
}

/** Whether a valid key may only read, found by a read that needs full access. Changes nothing. */
export async function isReadOnlyKey(client: Digistore24Client, apiKey: string, timeoutMs: number): Promise<boolean> {
  return lacksRight(client, { path: "/listInvoices", args: { purchase_id: NO_PURCHASE }, apiKey, timeoutMs });
}

/** Whether a valid key is for developers or deliveries only and may not read the shop. Changes nothing. */
export async function isSpecialKey(client: Digistore24Client, apiKey: string, timeoutMs: number): Promise<boolean> {
  return lacksRight(client, { path: "/listProductGroups", args: {}, apiKey, timeoutMs });
}

async function lacksRight(client: Digistore24Client, call: Omit<UpstreamCall, "isRead">): Promise<boolean> {
  return client.call({ ...call, isRead: true }).then(
    () => false,
    (error: unknown) => error instanceof CallError && error.kind === "permission",
  );
}
