import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { parseAddress } from "../../src/server/kit/parse-address.ts";
import { inMegabytes, MAX_BYTES_PER_FILE } from "./limits.ts";
import { PullError } from "./pull-error.ts";
import { createHttpReader, type ReadingOptions } from "./read-http.ts";

/** A description: a root file and, below its folder, the files it refers to. Nothing outside can be read. */
export interface Source {
  /** The address or path, for messages. */
  readonly name: string;
  /** The root file, relative like all others. */
  readonly root: string;
  /** The text of a file, by its path from the root's folder. */
  read(file: string): Promise<string>;
  /** Keeps the texts for the next run. Call it only when they have proved to be a description. */
  remember(): Promise<void>;
}

const DEFAULT_ROOT = "openapi.yaml";

/** Opens an address, a folder that holds `openapi.yaml`, or a file. */
export async function openSource(from: string, options: ReadingOptions): Promise<Source> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(from)) {
    return openAddress(from, options);
  }
  const info = await stat(from).catch(() => undefined);
  if (info === undefined) {
    throw new PullError(`${from} is neither an address nor an existing file or folder`);
  }
  const [folder, root] = info.isDirectory() ? [from, DEFAULT_ROOT] : [path.dirname(from), path.basename(from)];
  return { name: from, root, read: (file) => readInside(folder, file), remember: async () => undefined };
}

function openAddress(from: string, options: ReadingOptions): Source {
  const url = parseAddress(from);
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new PullError(`${from} is not a web address; give one that begins with https://`);
  }
  const root = path.posix.basename(url.pathname) || DEFAULT_ROOT;
  const base = new URL(".", url);
  const { read, remember } = createHttpReader(base, options);
  return { name: from, root, read: (file) => read(file === root ? url : new URL(file, base)), remember };
}

async function readInside(folder: string, file: string): Promise<string> {
  const target = path.join(folder, file);
  const info = await stat(target).catch(() => undefined);
  if (!info?.isFile()) {
    throw new PullError(`${target} does not exist`);
  }
  const inside = path.relative(await realpath(folder), await realpath(target));
  if (inside.startsWith("..") || path.isAbsolute(inside)) {
    throw new PullError(`${target} is a link that leads outside the source`);
  }
  if (info.size > MAX_BYTES_PER_FILE) {
    throw new PullError(`${target} is larger than ${inMegabytes(MAX_BYTES_PER_FILE)}; no description is that large`);
  }
  return readFile(target, "utf8");
}
