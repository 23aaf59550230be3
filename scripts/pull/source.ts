import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { PullError } from "./pull-error.ts";
import { createHttpReader, MOST_BYTES_PER_FILE } from "./read-http.ts";

/** A description: a root file and, below its folder, the files it refers to. Nothing outside can be read. */
export interface Source {
  /** For people: where it is. */
  readonly name: string;
  /** The root file, relative like all others. */
  readonly root: string;
  /** The text of a file, by its path from the root's folder. */
  read(file: string): Promise<string>;
}

const DEFAULT_ROOT = "openapi.yaml";

/** Opens an address, a folder that holds `openapi.yaml`, or a file. `cacheFolder` remembers what HTTP answered. */
export async function openSource(from: string, cacheFolder: string): Promise<Source> {
  if (/^https?:\/\//i.test(from)) {
    const url = new URL(from);
    const root = path.posix.basename(url.pathname) || DEFAULT_ROOT;
    const read = createHttpReader(new URL(".", url), cacheFolder);
    return { name: from, root, read: (file) => read(file === root ? url : new URL(file, url)) };
  }
  const info = await stat(from).catch(() => undefined);
  if (info === undefined) {
    throw new PullError(`${from} is neither an address nor a file or folder that is there`);
  }
  const [folder, root] = info.isDirectory() ? [from, DEFAULT_ROOT] : [path.dirname(from), path.basename(from)];
  return { name: from, root, read: (file) => readInside(folder, file) };
}

async function readInside(folder: string, file: string): Promise<string> {
  const target = path.join(folder, file);
  const info = await stat(target).catch(() => undefined);
  if (!info?.isFile()) {
    throw new PullError(`${target} is not there`);
  }
  if (info.size > MOST_BYTES_PER_FILE) {
    throw new PullError(`${target} is larger than ${MOST_BYTES_PER_FILE / 1024 / 1024} MB, which no description is`);
  }
  return readFile(target, "utf8");
}
