import { distance } from "fastest-levenshtein";
import { callerText } from "../kit/caller-text.ts";

/** What a request asks to see of the operator's surface. Absent parts do not narrow. */
export interface Narrowing {
  readonly isReadOnly: boolean;
  /** Only published tools that neither move money nor overwrite or delete. */
  readonly isSafe?: boolean;
  readonly isWithoutMoney?: boolean;
  /** Each entry narrows further: a path and a header both have to name a toolset. */
  readonly toolsets: readonly (readonly string[])[];
  readonly tools?: readonly string[];
  readonly excludedTools?: readonly string[];
}

export interface NarrowingPath {
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

const NARROWING_HEADERS: readonly string[] = [...FLAG_HEADERS, ...Object.keys(LIST_HEADERS)];
const HEADER_PREFIX = "x-mcp-";
const TRUE_WORDS = new Set(["true", "1", "yes", "y", "on"]);
const FALSE_WORDS = new Set(["false", "0", "no", "n", "off"]);
/** A key has digits and a hyphen, so a name of this form may be repeated in an answer. */
const PLAIN_NAME = /^[a-z_]{1,30}$/i;

/** What can be read in two ways. Guessing would open what somebody meant to close. */
export class UnclearNarrowingError extends Error {
  override readonly name = "UnclearNarrowingError";
}

/**
 * What a request asks to see, from its path and its `X-MCP-…` headers together, as they came over the wire. An error
 * repeats what it refuses, without the key.
 */
export function readNarrowing(path: NarrowingPath, rawHeaders: readonly string[], apiKey = ""): Narrowing {
  const headers = collectHeaders(rawHeaders);
  const toolsets = [toList(path.toolsets), readList(headers, "X-MCP-Toolsets")].filter((list) => list !== undefined);
  const tools = readList(headers, "X-MCP-Tools");
  const excludedTools = readList(headers, "X-MCP-Exclude-Tools");
  return {
    isReadOnly: path.isReadOnly || readFlag(headers, "X-MCP-Readonly", apiKey) === true,
    ...(path.isSafe && { isSafe: true }),
    ...(readFlag(headers, "X-MCP-Money", apiKey) === false && { isWithoutMoney: true }),
    toolsets,
    ...(tools && { tools }),
    ...(excludedTools && { excludedTools }),
  };
}

/** Refuses a query, which would narrow nothing: whoever wrote `/?readonly=true` meant something by it. */
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

/** Node joins headers that come twice, or drops all but one, so that neither shows in `headers`. */
function collectHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const collected = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? "";
    const value = rawHeaders[index + 1]?.trim() ?? "";
    if (name === "authorization" || name.startsWith(HEADER_PREFIX)) {
      refuseMisspelling(name);
      if ((collected.get(name) ?? value) !== value) {
        throw new UnclearNarrowingError(`${displayName(name)} is given twice with different values; send it once`);
      }
      collected.set(name, value);
    }
  }
  return collected;
}

function refuseMisspelling(name: string): void {
  const near = NARROWING_HEADERS.find((known) => distance(known.toLowerCase(), name) === 1);
  if (near !== undefined) {
    throw new UnclearNarrowingError(`${name} is not read here; did you mean ${near}?`);
  }
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
  if (word === "") {
    throw new UnclearNarrowingError(`${name} is empty; send true or false, or leave it out`);
  }
  if (word !== undefined && !TRUE_WORDS.has(word) && !FALSE_WORDS.has(word)) {
    throw new UnclearNarrowingError(`${name} is ${JSON.stringify(callerText(word, apiKey))}; send true or false`);
  }
  return word === undefined ? undefined : TRUE_WORDS.has(word);
}
