import { isDeepStrictEqual } from "node:util";
import { isObject } from "../server/kit/is-object.ts";
import type { ClientFormat, Connection } from "../server/page/client-files.ts";
import { FileError } from "./file-error.ts";
import { memberOf, setMember } from "./jsonc.ts";
import { removeMember } from "./remove-member.ts";
import { readTomlEntry, removeTomlTable, setTomlTable } from "./toml-table.ts";

/** Every name that `config` gives to a connection. Others are the user's own. */
const OUR_NAMES = ["digistore24", "digistore24-read", "digistore24-write"];

/** The members that say how to reach a server: those of another kind of connection would contradict ours. */
const REACHING = new Set(["type", "command", "args", "env", "url", "serverUrl", "httpUrl", "headers"]);

/** How connections are read and written in the text of a file. */
interface Form {
  read(text: string, name: string): unknown;
  set(text: string, connection: Connection): string;
  remove(text: string, name: string): string;
}

interface MergedFile {
  readonly text: string;
  /** Our connections that were in the file and no longer are. */
  readonly replaced: readonly string[];
}

/** Replaces our connections in the text of a client's file and leaves everything else as it was, keys included. */
export function mergeClientFile(
  before: string,
  file: string,
  format: ClientFormat,
  connections: readonly Connection[],
): MergedFile {
  const form = format.member === undefined ? tomlForm(file, format) : jsonForm(format.member, format);
  return refuseIfBroken(file, () => {
    const kept = new Set(connections.map(({ name }) => name));
    const others = OUR_NAMES.filter((name) => !kept.has(name)).map((name) => [name, form.read(before, name)] as const);
    const replaced = others.filter(([, entry]) => entry !== undefined);
    const entries = replaced.map(([, entry]) => entry);
    const added = connections.reduce((text, connection) => form.set(text, withFormerKey(connection, entries)), before);
    const names = replaced.map(([name]) => name);
    return { text: names.reduce(form.remove, added), replaced: names };
  });
}

function jsonForm(member: string, format: ClientFormat): Form {
  return {
    read: (text, name) => memberOf(text, [member, name]),
    set: (text, connection) => setEntry(text.trim() === "" ? "{}\n" : text, member, format, connection),
    remove: (text, name) => removeMember(text, [member, name]),
  };
}

function tomlForm(file: string, format: ClientFormat): Form {
  return {
    read: readTomlEntry,
    set: (text, connection) => setTomlTable(text, file, connection, String(format.entry(connection))),
    remove: (text, name) => removeTomlTable(text, file, name),
  };
}

/** A key that may change something goes to the connection that changes, and a read-only key to the one that reads. */
function withFormerKey(connection: Connection, replaced: readonly unknown[]): Connection {
  const former = replaced.find((entry) => onlyReads(entry) === onlyReads(connection));
  return { ...connection, key: keyOf(former) ?? connection.key };
}

function onlyReads(entry: unknown): boolean {
  return /\/readonly\/?"/.test(JSON.stringify(entry) ?? "");
}

function setEntry(text: string, member: string, format: ClientFormat, connection: Connection): string {
  const former = memberOf(text, [member, connection.name]);
  const entry = mergeEntry(former, format.entry({ ...connection, key: keyOf(former) ?? connection.key }));
  return isDeepStrictEqual(former, entry) ? text : setMember(text, [member, connection.name], entry);
}

/** Keeps the user's own additions to an entry: switches, approvals, headers. */
function mergeEntry(former: unknown, entry: unknown): unknown {
  const [known, ours] = [membersOf(former), membersOf(entry)];
  const kept = Object.entries(known).filter(([name]) => !REACHING.has(name));
  const merged = Object.entries(ours).map(([name, value]) =>
    isObject(value) ? [name, { ...membersOf(known[name]), ...value }] : [name, value],
  );
  return Object.fromEntries([...merged, ...kept]);
}

function membersOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** The key that replaced our placeholder, or the variable that contains it. */
function keyOf(entry: unknown): string | undefined {
  return /Bearer (?!YOUR_)([^"\s]+)/.exec(JSON.stringify(entry) ?? "")?.[1];
}

function refuseIfBroken<T>(file: string, merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new FileError(
        `${file} was left as it is, because it cannot be read: ${error.message}. Fix it, or paste the output of config without --write`,
      );
    }
    throw error;
  }
}
