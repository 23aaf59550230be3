import { distance } from "fastest-levenshtein";
import { callerText } from "../kit/caller-text.ts";
import { SWITCH_WORDS } from "../kit/yes-no.ts";
import { CONFIRM_LEVELS, type ConfirmLevel } from "./confirm-level.ts";

/** The part of the operator's surface that a request asks for. Absent members do not narrow. */
export interface Narrowing {
  readonly isReadOnly: boolean;
  /** Only published tools that neither move money nor overwrite or delete. */
  readonly isSafe?: boolean;
  readonly isWithoutMoney?: boolean;
  /** Which calls ask first, if the request wants more of them to ask than the operator does. */
  readonly confirm?: ConfirmLevel;
  /** Each entry narrows further: a toolset has to be named by the path and by the header. */
  readonly toolsets: readonly (readonly string[])[];
  readonly tools?: readonly string[];
  readonly excludedTools?: readonly string[];
  /** What a person left out when they connected the agent by OAuth. */
  readonly withheld?: "changes" | "money";
  /** The request came with an access token, which serves at `/mcp` only. */
  readonly isByToken?: boolean;
  /** The options of the command narrow a connection over stdio, which has neither path nor headers. */
  readonly isFromOptions?: boolean;
}

interface NarrowingPath {
  /** A comma list, from `/x/<toolset>[,<toolset>]`. */
  readonly toolsets?: string | undefined;
  readonly isReadOnly: boolean;
  readonly isSafe?: boolean;
}

const FLAG_HEADERS = ["X-MCP-Readonly", "X-MCP-Money"] as const;
const LIST_HEADERS = {
  "X-MCP-Toolsets": "vouchers,products",
  "X-MCP-Tools": "getVoucher,listProducts",
  "X-MCP-Exclude-Tools": "getVoucher,listProducts",
} as const;
type FlagHeader = (typeof FLAG_HEADERS)[number];
type ListHeader = keyof typeof LIST_HEADERS;

const CONFIRM_HEADER = "X-MCP-Confirm";

const NARROWING_HEADERS: readonly string[] = [...FLAG_HEADERS, CONFIRM_HEADER, ...Object.keys(LIST_HEADERS)];
const HEADER_PREFIX = "x-mcp-";
const READ_NAMES = new Set(["authorization", ...NARROWING_HEADERS.map((name) => name.toLowerCase())]);
/** A key contains digits and a hyphen, so a name of this form may be repeated in an answer. */
const PLAIN_NAME = /^[a-z_]{1,30}$/i;

/** A request that can be read in two ways. A wrong guess would serve tools that the sender meant to leave out. */
export class UnclearNarrowingError extends Error {
  override readonly name = "UnclearNarrowingError";
}

/**
 * Reads the narrowing from a request's path and its raw `X-MCP-…` headers. An error repeats the refused value, but never
 * the key.
 */
export function readNarrowing(path: NarrowingPath, rawHeaders: readonly string[], apiKey = ""): Narrowing {
  const headers = collectHeaders(rawHeaders);
  const toolsets = [toList(path.toolsets), readList(headers, "X-MCP-Toolsets")].filter((list) => list !== undefined);
  const tools = readList(headers, "X-MCP-Tools");
  const excludedTools = readList(headers, "X-MCP-Exclude-Tools");
  const confirm = readConfirm(headers, apiKey);
  return {
    isReadOnly: path.isReadOnly || readFlag(headers, "X-MCP-Readonly", apiKey) === true,
    ...(path.isSafe && { isSafe: true }),
    ...(readFlag(headers, "X-MCP-Money", apiKey) === false && { isWithoutMoney: true }),
    ...(confirm && { confirm }),
    toolsets,
    ...(tools && { tools }),
    ...(excludedTools && { excludedTools }),
  };
}

/** Refuses a query: it would not narrow anything, although the author of `/?readonly=true` meant it to. */
export function refuseQuery(query: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(query);
  if (names.length > 0) {
    const plain = names.filter((name) => PLAIN_NAME.test(name));
    const seen = plain.length > 0 ? ` (${plain.join(", ")})` : "";
    throw new UnclearNarrowingError(
      `The address has a query${seen}, which is not read here. To narrow, use a path (/readonly, /safe, /x/vouchers) or the headers ${NARROWING_HEADERS.join(", ")}`,
    );
  }
}

/** From the raw headers, because Node joins repeated headers or drops all but one. */
function collectHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const collected = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? "";
    const value = rawHeaders[index + 1]?.trim() ?? "";
    const isRead = READ_NAMES.has(name);
    if (isRead || name.startsWith(HEADER_PREFIX)) {
      if (!isRead) {
        refuseMisspelling(name);
      }
      if ((collected.get(name) ?? value) !== value) {
        throw new UnclearNarrowingError(`${displayName(name)} is given twice with different values; send it once`);
      }
      collected.set(name, value);
    }
  }
  return collected;
}

function refuseMisspelling(name: string): void {
  const near = NARROWING_HEADERS.find((known) => isMisspelling(name, known.toLowerCase()));
  if (near !== undefined) {
    throw new UnclearNarrowingError(`${name} is not read here; did you mean ${near}?`);
  }
}

/** One letter wrong, or letters in the wrong order, which Levenshtein counts as two. */
function isMisspelling(name: string, known: string): boolean {
  const difference = distance(known, name);
  return difference === 1 || (difference === 2 && sortLetters(known) === sortLetters(name));
}

function sortLetters(name: string): string {
  return [...name].sort().join("");
}

function displayName(name: string): string {
  return ["Authorization", ...NARROWING_HEADERS].find((known) => known.toLowerCase() === name) ?? name;
}

function readList(headers: ReadonlyMap<string, string>, name: ListHeader): string[] | undefined {
  const list = toList(headers.get(name.toLowerCase()));
  if (list?.length === 0) {
    throw new UnclearNarrowingError(
      `${name} is empty; send names separated by commas, such as ${LIST_HEADERS[name]}, or leave it out`,
    );
  }
  return list;
}

function toList(value: string | undefined): string[] | undefined {
  return value
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function readFlag(headers: ReadonlyMap<string, string>, name: FlagHeader, apiKey: string): boolean | undefined {
  const word = headers.get(name.toLowerCase())?.toLowerCase();
  if (word === undefined) {
    return undefined;
  }
  if (word === "") {
    throw new UnclearNarrowingError(`${name} is empty; send true or false, or leave it out`);
  }
  const flag = SWITCH_WORDS.get(word);
  if (flag === undefined) {
    throw new UnclearNarrowingError(`${name} is ${JSON.stringify(callerText(word, apiKey))}; send true or false`);
  }
  return flag;
}

function readConfirm(headers: ReadonlyMap<string, string>, apiKey: string): ConfirmLevel | undefined {
  const word = headers.get(CONFIRM_HEADER.toLowerCase())?.toLowerCase();
  const levels = CONFIRM_LEVELS.join(", ");
  if (word === "") {
    throw new UnclearNarrowingError(`${CONFIRM_HEADER} is empty; send one of ${levels}, or leave it out`);
  }
  const level = CONFIRM_LEVELS.find((name) => name === word);
  if (word !== undefined && level === undefined) {
    throw new UnclearNarrowingError(
      `${CONFIRM_HEADER} is ${JSON.stringify(callerText(word, apiKey))}; send one of ${levels}, or leave it out`,
    );
  }
  return level;
}
