import { parseAddress } from "../../src/server/kit/parse-address.ts";
import { createHttpMemory, type Remembered } from "./http-memory.ts";
import { inMegabytes, MAX_BYTES_PER_FILE } from "./limits.ts";
import { PullError } from "./pull-error.ts";

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface ReadingOptions {
  /** The folder for remembered HTTP answers. */
  readonly cacheFolder: string;
  /** Ends all reading. */
  readonly signal: AbortSignal;
}

interface HttpReader {
  read(url: URL): Promise<string>;
  remember(): Promise<void>;
}

/** Reads files at or below `base`, from its host only, and only those that changed since the last time. */
export function createHttpReader(base: URL, { cacheFolder, signal }: ReadingOptions): HttpReader {
  const memory = createHttpMemory(cacheFolder);
  const read = async (url: URL) => {
    if (!url.href.startsWith(base.href)) {
      throw new PullError(`${url} lies outside the source, ${base}`);
    }
    const remembered = await memory.recall(url);
    const response = await request(url, base, remembered, signal);
    if (response.status === 304 && remembered) {
      await response.body?.cancel();
      return remembered.text;
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new PullError(`${url} answered HTTP ${response.status}`);
    }
    const text = await readBounded(response, url);
    memory.keep(url, response.headers, text);
    return text;
  };
  return { read, remember: memory.write };
}

async function request(
  url: URL,
  base: URL,
  remembered: Remembered | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers = {
    ...(remembered?.etag && { "if-none-match": remembered.etag }),
    ...(remembered?.lastModified && { "if-modified-since": remembered.lastModified }),
  };
  let current = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(current, { headers, redirect: "manual", signal }).catch((error: unknown) => {
      throw unreadable(current, error);
    });
    const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (location === null) {
      return response;
    }
    await response.body?.cancel();
    current = redirected(location, current, base);
  }
  throw new PullError(`${url} redirects more than ${MAX_REDIRECTS} times`);
}

function redirected(location: string, from: URL, base: URL): URL {
  const target = parseAddress(location, from.href);
  if (target?.origin !== base.origin) {
    const place = target?.origin ?? JSON.stringify(location.slice(0, 200));
    throw new PullError(`${from} redirects to ${place}; a description is read from one host only`);
  }
  return target;
}

/** Stops while a body arrives that is too large, before it can fill the memory. */
async function readBounded(response: Response, url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MAX_BYTES_PER_FILE) {
        throw new PullError(`${url} is larger than ${inMegabytes(MAX_BYTES_PER_FILE)}; no description is that large`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof PullError ? error : unreadable(url, error);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function unreadable(url: URL, error: unknown): PullError {
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  const reason = name === "TimeoutError" ? "the time is up; allow more with --timeout" : (cause?.code ?? message);
  return new PullError(`${url} cannot be read: ${reason}`);
}
