import createClient from "openapi-fetch";
import type { paths } from "../../generated/api-types.ts";
import { hideKey } from "../kit/hide-key.ts";
import { VERSION } from "../kit/version.ts";
import { callWithRetries } from "./call-with-retries.ts";
import { readEnvelope } from "./envelope.ts";
import { type Arguments, encodeForm } from "./form-encoding.ts";
import { placeArguments } from "./path-parameters.ts";
import { readRetryAfter } from "./retry-policy.ts";
import type { Digistore24Client, UpstreamCall } from "./upstream-call.ts";
import { createUpstreamFetch } from "./upstream-fetch.ts";

/** Larger answers are refused while they arrive, before they can fill the memory. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const HEADERS = {
  accept: "application/json",
  "content-type": "application/x-www-form-urlencoded; charset=utf-8",
  "user-agent": `digistore24-mcp/${VERSION}`,
};

/** Whatever the description declares, a call is a POST with all arguments except those of its path in a form body. */
type CallPaths = {
  [P in keyof paths]: {
    post: {
      parameters: { path?: Readonly<Record<string, string>> };
      requestBody: { content: { "application/x-www-form-urlencoded": Arguments } };
      responses: { 200: { headers: Record<string, never>; content: { "application/json": string } } };
    };
  };
};

/** The only place that knows the API's wire format. Function names are appended to `baseUrl`. */
export function createDigistore24Client(baseUrl: string): Digistore24Client {
  const { origin, host, pathname } = new URL(baseUrl);
  const upstream = createUpstreamFetch(origin, MAX_ANSWER_BYTES);
  const client = createClient<CallPaths>({
    baseUrl: pathname,
    bodySerializer: (body) => encodeForm((body ?? {}) as Arguments),
    Request: upstream.Request,
  });

  async function send({ path, args, apiKey }: UpstreamCall, signal: AbortSignal, onSent: () => void): Promise<unknown> {
    const { inPath, inForm } = placeArguments(path, args);
    const answer = await client.POST(path, {
      params: { path: inPath },
      body: inForm,
      fetch: upstream.as({ ...HEADERS, "x-ds-api-key": apiKey }, onSent),
      parseAs: "text",
      signal,
    });
    const { data, error, response } = answer as { data?: string; error?: unknown; response: Response };
    const retryAfterSeconds = readRetryAfter(response.headers.get("retry-after"));
    return readEnvelope({
      status: response.status,
      body: hideKeyIn(data ?? error, apiKey),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }

  return {
    call: (call) => callWithRetries(call, host, send),
    close: upstream.close,
  };
}

/** Some messages of the API contain the key. */
function hideKeyIn(body: unknown, apiKey: string): string | undefined {
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  return text && hideKey(text, apiKey);
}
