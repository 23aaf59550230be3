import { isDeepStrictEqual } from "node:util";
import { isObject } from "../server/kit/is-object.ts";
import { UsageError } from "../server/kit/usage-error.ts";
import type { ClientFormat, Connection } from "../server/page/client-files.ts";
import { memberOf, setMember } from "./jsonc.ts";
import { setTomlTable } from "./toml-table.ts";

/** The members that say how to reach a server: those of another kind of connection would contradict ours. */
const REACHING = new Set(["type", "command", "args", "env", "url", "serverUrl", "httpUrl", "headers"]);

/** Puts these connections into the text of a client's file and leaves everything else as it was, keys included. */
export function mergeClientFile(
  before: string,
  file: string,
  format: ClientFormat,
  connections: readonly Connection[],
): string {
  const { member } = format;
  return connections.reduce((text, connection) => {
    return refuseIfBroken(file, () =>
      member === undefined
        ? setTomlTable(text, file, connection, String(format.entry(connection)))
        : setEntry(text.trim() === "" ? "{}\n" : text, member, format, connection),
    );
  }, before);
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
  return /Bearer ([^"\s]+)/.exec(JSON.stringify(entry) ?? "")?.[1];
}

function refuseIfBroken(file: string, merge: () => string): string {
  try {
    return merge();
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UsageError(
        `${file} was left as it is, because it cannot be read: ${error.message}. Fix it, or paste the output of config without --write`,
      );
    }
    throw error;
  }
}
