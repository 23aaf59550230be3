import path from "node:path";
import { UsageError } from "../server/kit/usage-error.ts";
import {
  type ClientFormat,
  type ClientName,
  type Connection,
  formatOf,
  KEY_PLACEHOLDER,
  snippetOf,
} from "../server/page/client-files.ts";
import type { Io } from "./io.ts";
import { mergeClientFile } from "./merge-client-file.ts";
import { readIfThere, replaceFile } from "./replace-file.ts";

export interface ConfigOptions {
  readonly url: string;
  readonly readonly: boolean;
  /** With two keys, only the connection for changes is limited to the safe part. */
  readonly safe: boolean;
  readonly twoKeys: boolean;
  readonly write: boolean;
}

/** Prints the configuration of a client, or merges it into the client's file. */
export async function runConfig(client: ClientName, options: ConfigOptions, io: Io): Promise<void> {
  const format = formatOf(client, io.home);
  const connections = connectionsOf(options);
  if (!options.write) {
    const place = format.file === undefined ? "" : `${format.file}:\n\n`;
    io.stdout.write(`${place}${snippetOf(format, connections)}\n`);
  } else if (format.file === undefined) {
    throw new UsageError(`${client} has no file to write to; leave out --write`);
  } else {
    await writeConfig(format.file, format, connections, io);
  }
}

function connectionsOf({ url, readonly, safe, twoKeys }: ConfigOptions): readonly Connection[] {
  const chosen = partOf(url, readonly ? "readonly" : safe ? "safe" : "");
  if (!twoKeys) {
    return [{ name: "digistore24", url: chosen, key: KEY_PLACEHOLDER }];
  }
  return [
    { name: "digistore24-read", url: partOf(url, "readonly"), key: "YOUR_READONLY_API_KEY" },
    { name: "digistore24-write", url: chosen, key: "YOUR_FULLACCESS_API_KEY" },
  ];
}

function partOf(url: string, part: string): string {
  return part === "" ? url : new URL(part, url.endsWith("/") ? url : `${url}/`).href;
}

async function writeConfig(
  relativeFile: string,
  format: ClientFormat,
  connections: readonly Connection[],
  { stdout, cwd }: Io,
): Promise<void> {
  const file = path.resolve(cwd, relativeFile);
  const before = await readIfThere(file);
  const after = mergeClientFile(before ?? "", file, format, connections);
  if (after === before) {
    stdout.write(`${file} already has this; nothing was written.\n`);
  } else {
    const backup = await replaceFile(file, after);
    stdout.write(`${file} written${backup === undefined ? "" : `, the previous version is ${backup}`}.\n`);
  }
  const missing = connections.map(({ key }) => key).filter((placeholder) => after.includes(placeholder));
  const key = missing.length > 0 ? `Replace ${missing.join(" and ")} with your key` : "Its key was kept";
  const warning = path.isAbsolute(relativeFile) ? "" : " Do not commit a key.";
  stdout.write(`${key}, then restart the agent.${warning}\n`);
}
