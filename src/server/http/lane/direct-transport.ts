import {
  type JSONRPCErrorResponse,
  type JSONRPCMessage,
  type JSONRPCResultResponse,
  type MessageExtraInfo,
  PerRequestHTTPServerTransport,
} from "@modelcontextprotocol/server";
import type { AdmittedRequest } from "./admit.ts";

export type Answer = JSONRPCResultResponse | JSONRPCErrorResponse;

/** How an exchange ends: `refused` if the SDK answered before any handler ran, `undefined` if it was closed first. */
export type Outcome = Answer | "refused" | undefined;

/**
 * Hands one request to a server of the SDK, and takes its one answer as it is. The SDK's own class makes a `Response` of
 * the answer; extending it is the public way to have a server speak the revision of a request.
 */
export class DirectTransport extends PerRequestHTTPServerTransport {
  #end: ((outcome: Outcome) => void) | undefined;
  #isBeforeHandlers = false;

  constructor({ classification = { era: "legacy" } }: AdmittedRequest) {
    super({ classification });
  }

  exchange({ message, classification }: AdmittedRequest, extra: MessageExtraInfo): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#end = resolve;
      // Handlers run later, so an answer that comes at once is a refusal.
      this.#isBeforeHandlers = true;
      this.onmessage?.(message, { ...extra, ...(classification && { classification }) });
      this.#isBeforeHandlers = false;
    });
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    if ("result" in message || "error" in message) {
      this.#end?.(this.#isBeforeHandlers ? "refused" : message);
    }
  }

  override async close(): Promise<void> {
    this.#end?.(undefined);
    await super.close();
  }
}
