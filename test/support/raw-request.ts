import { request } from "node:http";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The message of a JSON-RPC error, or "" if the answer has none. */
  readonly error: string;
}

interface RawRequest {
  readonly method?: string;
  /** Exactly as on the wire: an entry per line, because a header may come twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
}

/** One request over a real connection, with headers that `fetch` would join or refuse. */
export function rawRequest(base: string, path: string, { method = "POST", headers = [], body }: RawRequest = {}) {
  const { hostname, port, host } = new URL(base);
  const all = [["Host", host], ...headers].flat();
  return new Promise<RawAnswer>((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers: all }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const error = text.startsWith("{") ? (JSON.parse(text).error?.message ?? "") : "";
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text, error });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
