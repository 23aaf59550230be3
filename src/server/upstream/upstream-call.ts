import type { paths } from "../../generated/api-types.ts";
import type { Arguments } from "./form-encoding.ts";

/** Called when a request to the API has ended, with its error if it failed: a CallError or a defect of this program. */
export type RequestEnd = (error?: unknown) => void;

export interface UpstreamCall {
  readonly path: keyof paths;
  readonly args: Arguments;
  readonly apiKey: string;
  /** Limits the whole call, including retries. */
  readonly timeoutMs: number;
  /** Only a read may be sent again. A write is never sent twice. */
  readonly isRead: boolean;
  /** Ends a read early when the caller disconnects. */
  readonly signal?: AbortSignal | undefined;
  /** Called for every attempt. The function that it returns is called when the attempt has ended. */
  readonly onRequest?: ((attempt: number) => RequestEnd) | undefined;
  /** Called when the head of a request goes to an established connection. From then on the API may carry it out. */
  readonly onSent?: (() => void) | undefined;
}

export interface Digistore24Client {
  /** The `data` of the API's answer. Throws a CallError for anything but success. */
  call(call: UpstreamCall): Promise<unknown>;
  close(): Promise<void>;
}
