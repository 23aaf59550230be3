import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { PullError } from "./pull-error.ts";

/** The whole description of 122 functions has 700 KB. A file this large is none. */
export const MOST_BYTES_PER_FILE = 4 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** What an address answered last, so that it need not send the same again. */
interface Remembered {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly text: string;
}

/** Reads files at or below `base`, from its host only, and asks for what has changed since the last time. */
export function createHttpReader(base: URL, cacheFolder: string): (url: URL) => Promise<string> {
  return async (url) => {
    const cacheFile = path.join(cacheFolder, `${createHash("sha256").update(url.href).digest("hex")}.json`);
    const remembered = await recall(cacheFile);
    const response = await request(url, base, remembered);
    if (response.status === 304 && remembered) {
      return remembered.text;
    }
    if (response.status !== 200) {
      throw new PullError(`${url} answered HTTP ${response.status}`);
    }
    const text = await readBounded(response, url);
    const { headers } = response;
    const etag = headers.get("etag") ?? undefined;
    const lastModified = headers.get("last-modified") ?? undefined;
    if (etag !== undefined || lastModified !== undefined) {
      await mkdir(cacheFolder, { recursive: true });
      await writeFile(cacheFile, JSON.stringify({ etag, lastModified, text } satisfies Remembered));
    }
    return text;
  };
}

async function recall(file: string): Promise<Remembered | undefined> {
  try {
    const value = JSON.parse(await readFile(file, "utf8")) as Remembered;
    return typeof value.text === "string" ? value : undefined;
  } catch {
    // Not asked before, or a cache that somebody cut: asked anew.
    return undefined;
  }
}

async function request(url: URL, base: URL, remembered: Remembered | undefined): Promise<Response> {
  const headers = {
    ...(remembered?.etag && { "if-none-match": remembered.etag }),
    ...(remembered?.lastModified && { "if-modified-since": remembered.lastModified }),
  };
  let current = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetchOrExplain(current, headers);
    const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (location === null) {
      return response;
    }
    current = new URL(location, current);
    if (current.origin !== base.origin) {
      throw new PullError(`${url} redirects to ${current.origin}; a description is read from one host only`);
    }
  }
  throw new PullError(`${url} redirects more than ${MOST_REDIRECTS} times`);
}

async function fetchOrExplain(url: URL, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw unreadable(url, error);
  }
}

/** Stops while a body arrives that is too large, before it can fill the memory. */
async function readBounded(response: Response, url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MOST_BYTES_PER_FILE) {
        throw new PullError(`${url} is larger than ${MOST_BYTES_PER_FILE / 1024 / 1024} MB, which no description is`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof PullError ? error : unreadable(url, error);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function unreadable(url: URL, error: unknown): PullError {
  const { message, cause } = error as Error & { cause?: { code?: string } };
  return new PullError(`${url} cannot be read: ${cause?.code ?? message}`);
}
