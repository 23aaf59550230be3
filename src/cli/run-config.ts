import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type ClientFormat,
  type ClientName,
  type Connection,
  entriesOf,
  formatOf,
  KEY_PLACEHOLDER,
  snippetOf,
} from "../server/client-files.ts";

export interface ConfigOptions {
  readonly url: string;
  readonly twoKeys: boolean;
  readonly write: boolean;
}

/** Prints what a client has to be told, or writes it into the client's file and keeps all else that is in there. */
export async function runConfig(client: ClientName, { url, twoKeys, write }: ConfigOptions): Promise<void> {
  const format = formatOf(client);
  const connections = connectionsOf(url, twoKeys);
  const text = snippetOf(format, connections);
  if (!write) {
    const place = format.file === undefined ? "" : `${format.file}:\n\n`;
    process.stdout.write(`${place}${text}\n`);
    return;
  }
  if (format.file === undefined) {
    throw new RangeError(`${client} keeps no file to write into; leave out --write`);
  }
  const before = await readFile(format.file, "utf8").catch(() => undefined);
  const after = merge(format, connections, before ?? "", format.file);
  await mkdir(path.dirname(format.file), { recursive: true });
  if (before !== undefined) {
    await copyFile(format.file, `${format.file}.bak`);
  }
  await writeFile(format.file, after, { mode: 0o600 });
  const backup = before === undefined ? "" : `, the former is ${format.file}.bak`;
  process.stdout.write(
    `${format.file} written${backup}. Put your key in the place of ${connections.map(({ key }) => key).join(" and ")}.\n`,
  );
}

function connectionsOf(url: string, twoKeys: boolean): readonly Connection[] {
  if (!twoKeys) {
    return [{ name: "digistore24", url, key: KEY_PLACEHOLDER }];
  }
  const readOnly = new URL("readonly", url.endsWith("/") ? url : `${url}/`).href;
  return [
    { name: "digistore24-read", url: readOnly, key: "YOUR_READONLY_API_KEY" },
    { name: "digistore24-write", url, key: "YOUR_FULLACCESS_API_KEY" },
  ];
}

function merge(format: ClientFormat, connections: readonly Connection[], before: string, file: string): string {
  if (format.member === undefined) {
    const taken = connections.find(({ name }) => before.includes(`[mcp_servers.${name}]`));
    if (taken) {
      throw new RangeError(`${file} has [mcp_servers.${taken.name}] already; change it there`);
    }
    return `${before.trimEnd()}\n\n${snippetOf(format, connections)}\n`.trimStart();
  }
  const settings = parseSettings(before, file);
  const servers = settings[format.member] ?? {};
  const merged = { ...settings, [format.member]: { ...servers, ...entriesOf(format, connections) } };
  return `${JSON.stringify(merged, null, 2)}\n`;
}

function parseSettings(text: string, file: string): Record<string, object> {
  try {
    const value: unknown = text.trim() === "" ? {} : JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, object>;
    }
  } catch {
    // With comments, or broken: not to be written over.
  }
  throw new RangeError(`${file} is no plain JSON, so it was left as it is; paste the snippet by hand`);
}
