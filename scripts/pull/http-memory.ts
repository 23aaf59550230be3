import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** The last answer of an address, so that it need not be sent again. */
export interface Remembered {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly text: string;
}

interface HttpMemory {
  recall(url: URL): Promise<Remembered | undefined>;
  keep(url: URL, headers: Headers, text: string): void;
  /** Nothing is written before, so the next run cannot start from a broken answer. */
  write(): Promise<void>;
}

export function createHttpMemory(folder: string): HttpMemory {
  const kept = new Map<string, Remembered>();
  const fileOf = (href: string) => path.join(folder, `${createHash("sha256").update(href).digest("hex")}.json`);
  return {
    async recall(url) {
      try {
        const value = JSON.parse(await readFile(fileOf(url.href), "utf8")) as Remembered;
        return typeof value.text === "string" ? value : undefined;
      } catch {
        // Not cached, or a truncated file: the address is read again.
        return undefined;
      }
    },
    keep(url, headers, text) {
      const etag = headers.get("etag") ?? undefined;
      const lastModified = headers.get("last-modified") ?? undefined;
      if (etag !== undefined || lastModified !== undefined) {
        kept.set(url.href, { etag, lastModified, text });
      }
    },
    async write() {
      await mkdir(folder, { recursive: true });
      for (const [href, remembered] of kept) {
        await writeFile(fileOf(href), JSON.stringify(remembered));
      }
    },
  };
}
