import { isDeepStrictEqual } from "node:util";
import { parse, TomlError } from "smol-toml";
import { isObject } from "../server/kit/is-object.ts";
import type { Connection } from "../server/page/client-files.ts";
import { FileError } from "./file-error.ts";

type TomlTable = Record<string, unknown>;

const SERVERS = "mcp_servers";
/** The members from which Codex takes an authorization. */
const AUTHORIZATIONS = ["http_headers", "env_http_headers", "bearer_token_env_var"];
const TABLE_START = /^(?=[ \t]*\[)/m;
const HEADING = /^[ \t]*\[([^\]\n]+)\]/;
const ADDRESS_LINE = /^([ \t]*url\s*=\s*)(?:"[^"\n]*"|'[^'\n]*')/gm;

/**
 * Adds the table of a connection to a text, or changes the address in the table that is there. Every edit is read back:
 * unless it changes this connection and nothing else, it is refused. Throws a SyntaxError for a text that is not TOML.
 */
export function setTomlTable(text: string, file: string, { name, url }: Connection, table: string): string {
  const wanted = parseToml(text);
  const servers = tableIn(wanted, SERVERS);
  const former = servers && Object.hasOwn(servers, name) ? servers[name] : undefined;
  if (servers && former === undefined) {
    servers[name] = tableIn(parseToml(table), SERVERS)?.[name] ?? {};
  } else if (isRemote(former)) {
    former["url"] = url;
  }
  const edits = former === undefined ? [appendTable(text, table)] : [text, ...replaceEachUrl(text, url)];
  const isEditable = former === undefined || isRemote(former);
  const after = edits.find((edit) => isEditable && isDeepStrictEqual(readBack(edit), wanted));
  if (after === undefined) {
    throw new FileError(`${file} was left as it is: it has ${SERVERS}.${name} in another form. Change it by hand`);
  }
  return after;
}

/** The entry of a connection; undefined if there is none. */
export function readTomlEntry(text: string, name: string): unknown {
  const servers = tableIn(parseToml(text), SERVERS);
  return servers && Object.hasOwn(servers, name) ? servers[name] : undefined;
}

/** Removes the table of a connection with its subtables. Reads the result back as `setTomlTable` does. */
export function removeTomlTable(text: string, file: string, name: string): string {
  const wanted = parseToml(text);
  delete tableIn(wanted, SERVERS)?.[name];
  const after = cutTables(text, `${SERVERS}.${name}`);
  if (!isDeepStrictEqual(readBack(after), wanted)) {
    throw new FileError(`${file} was left as it is: it has ${SERVERS}.${name} in another form. Remove it by hand`);
  }
  return after;
}

/** The library's message quotes the lines around the error, which may contain a key. */
function parseToml(text: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: "asNeeded" }) as TomlTable;
  } catch (error) {
    if (error instanceof TomlError) {
      const [reason = ""] = error.message.replace("Invalid TOML document: ", "").split("\n");
      throw new SyntaxError(`${reason} in line ${error.line}, column ${error.column}`);
    }
    throw error;
  }
}

/** The contents of an edited text; undefined if the edit broke it. */
function readBack(text: string): TomlTable | undefined {
  try {
    return parseToml(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** The table with a name, created if it does not exist; undefined for a value of another kind. */
function tableIn(root: TomlTable, name: string): TomlTable | undefined {
  const table = Object.hasOwn(root, name) ? root[name] : parseToml("");
  root[name] = table ?? {};
  return isTable(table) ? table : undefined;
}

function isTable(value: unknown): value is TomlTable {
  return isObject(value) && !(value instanceof Date);
}

/** Whether an entry has an address and an authorization, as those written here do. */
function isRemote(server: unknown): server is TomlTable {
  return (
    isTable(server) && typeof server["url"] === "string" && AUTHORIZATIONS.some((name) => Object.hasOwn(server, name))
  );
}

function appendTable(text: string, table: string): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const former = text.trim() === "" ? "" : text.trimEnd() + lineEnd + lineEnd;
  return `${former}${table.replaceAll("\n", lineEnd)}${lineEnd}`;
}

/** The text once for each line that looks like an address, with that one replaced. */
function replaceEachUrl(text: string, url: string): string[] {
  return [...text.matchAll(ADDRESS_LINE)].map(({ 0: line, 1: start = "", index }) => {
    return text.slice(0, index) + start + JSON.stringify(url) + text.slice(index + line.length);
  });
}

/** The text without a table and its subtables. Comments above the next table belong to that one. */
function cutTables(text: string, table: string): string {
  const tables = text.split(TABLE_START);
  return tables
    .map((part) => {
      const name = HEADING.exec(part)?.[1]?.replaceAll(/["'\s]/g, "") ?? "";
      const isCut = name === table || name.startsWith(`${table}.`);
      return isCut ? commentsAtEnd(part) : part;
    })
    .join("");
}

function commentsAtEnd(part: string): string {
  const lines = part.split(/(?<=\n)/);
  const end = lines.slice(lines.findLastIndex((line) => !/^\s*(?:#|$)/.test(line)) + 1);
  return end.some((line) => line.includes("#")) ? end.join("") : "";
}
