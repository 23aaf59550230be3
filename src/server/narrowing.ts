import type { IncomingHttpHeaders } from "node:http";
import type { Narrowing } from "./surface.ts";

export interface NarrowingPath {
  /** A comma list, from `/x/<toolset>[,<toolset>]`. */
  readonly toolsets?: string | undefined;
  readonly isReadOnly: boolean;
}

const TRUE_WORDS = new Set(["true", "1", "yes", "y", "on"]);
const FALSE_WORDS = new Set(["false", "0", "no", "n", "off", ""]);

/** A header that says neither yes nor no. Guessing "no" would open what somebody meant to close. */
export class UnclearHeaderError extends Error {
  override readonly name = "UnclearHeaderError";
}

/** What a request asks to see, from its path and its `X-MCP-…` headers together. */
export function readNarrowing(path: NarrowingPath, headers: IncomingHttpHeaders): Narrowing {
  const toolsets = [path.toolsets, text(headers["x-mcp-toolsets"])].map(toList).filter((list) => list !== undefined);
  const tools = toList(text(headers["x-mcp-tools"]));
  const excludedTools = toList(text(headers["x-mcp-exclude-tools"]));
  return {
    isReadOnly: path.isReadOnly || readFlag("X-MCP-Readonly", text(headers["x-mcp-readonly"])),
    toolsets,
    ...(tools && { tools }),
    ...(excludedTools && { excludedTools }),
  };
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}

function toList(value: string | undefined): string[] | undefined {
  return value
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function readFlag(name: string, value: string | undefined): boolean {
  const word = (value ?? "").trim().toLowerCase();
  if (!TRUE_WORDS.has(word) && !FALSE_WORDS.has(word)) {
    throw new UnclearHeaderError(`${name} is ${JSON.stringify(word.slice(0, 64))}; send true or false`);
  }
  return TRUE_WORDS.has(word);
}
