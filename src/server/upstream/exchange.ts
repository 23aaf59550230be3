import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

interface ExchangeOptions {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** Called when the request's head goes to the socket of an established connection. */
  readonly onSent: () => void;
}

interface ExchangeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request without a complete answer. The reason, from the network, TLS or undici, is in `cause`. */
export class BrokenExchange extends Error {
  override readonly name = "BrokenExchange";

  constructor(cause: unknown) {
    super("the request got no complete answer", { cause });
  }
}

/**
 * Sends one request and reads the whole answer. undici's own `request` does not report when the request is sent, and
 * continues to wait for a connection after its signal has aborted.
 */
export function exchange(dispatcher: Dispatcher, options: ExchangeOptions): Promise<ExchangeAnswer> {
  const { path, method, headers, body = null, signal, onSent } = options;
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new BrokenExchange(cause));
    const handler = new ExchangeHandler(onSent, {
      done: (answer) => {
        signal?.removeEventListener("abort", leave);
        resolve(answer);
      },
      failed: (cause) => {
        signal?.removeEventListener("abort", leave);
        fail(cause);
      },
    });
    const leave = () => handler.abort(signal?.reason);
    if (signal?.aborted) {
      fail(signal.reason);
      return;
    }
    signal?.addEventListener("abort", leave);
    dispatcher.dispatch({ path, method: method as Dispatcher.HttpMethod, headers, body }, handler);
  });
}

interface Outcome {
  readonly done: (answer: ExchangeAnswer) => void;
  readonly failed: (cause: unknown) => void;
}

/** undici calls onRequestStart right before it writes the head, and never for a connection that did not open. */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #onSent: () => void;
  readonly #outcome: Outcome;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #aborted: { readonly reason: Error } | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(onSent: () => void, outcome: Outcome) {
    this.#onSent = onSent;
    this.#outcome = outcome;
  }

  /** May be called while the request still waits for a connection: then it is not sent. */
  abort(reason: Error): void {
    this.#aborted = { reason };
    this.#controller?.abort(reason);
    this.#outcome.failed(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#aborted) {
      controller.abort(this.#aborted.reason);
      return;
    }
    this.#onSent();
  }

  /** Also called for an interim answer (1xx). The last call is for the final one. */
  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#outcome.done({ status: this.#status, headers: this.#headers, body: Buffer.concat(this.#chunks) });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#outcome.failed(error);
  }
}
