import { parseJSONRPCMessage } from "@modelcontextprotocol/server";
import { findBatchProblem } from "../http/check-messages.ts";
import { isObject } from "../kit/is-object.ts";
import { tolerateForms } from "../mcp/tolerate-forms.ts";

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const NEWLINE = 0x0a;
/** The limit of the SDK's reader. */
const MAX_LINE_BYTES = 10 * 1024 * 1024;

export interface RpcError {
  readonly code: number;
  readonly message: string;
}

export interface LineOptions {
  /** Sends the answer to a message that is not passed on. */
  readonly answer: (id: string | number | null, error: RpcError) => void;
  /** The reason why nothing is served at the moment, if so. */
  readonly refuse: () => Promise<RpcError | undefined>;
}

/**
 * Yields the messages that the SDK can serve, one per line. It drops everything else without an answer, and the client would
 * wait forever, so every other line is answered here. The messages of a batch are served one by one.
 */
export async function* servableMessages(
  input: AsyncIterable<Buffer>,
  { answer, refuse }: LineOptions,
): AsyncGenerator<string> {
  for await (const line of splitLines(input)) {
    const read = readLine(line);
    if ("error" in read) {
      answer(null, read.error);
      continue;
    }
    for (const message of read.messages) {
      const id = idOf(message);
      const problem = findProblem(message) ?? (await refuse());
      if (problem === undefined) {
        yield `${JSON.stringify(message)}\n`;
      } else if (id !== undefined || !isNotification(message)) {
        answer(id ?? null, problem);
      }
    }
  }
}

/** The lines that are not blank. Undefined stands for a line that is too long. */
async function* splitLines(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    // The rest of a line that is too long is only counted.
    parts = length > MAX_LINE_BYTES ? [] : [...parts, part];
  };
  const end = () => {
    const line = length > MAX_LINE_BYTES ? undefined : Buffer.concat(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, at));
      start = at + 1;
      yield end();
    }
    take(chunk.subarray(start));
  }
  yield end();
}

type ReadLine = { readonly messages: readonly unknown[] } | { readonly error: RpcError };

function readLine(line: Buffer | undefined): ReadLine {
  if (line === undefined) {
    return { error: { code: INVALID_REQUEST, message: "The line is larger than 10 MiB. Send less in one call." } };
  }
  const text = decode(line);
  if (text?.trim() === "") {
    return { messages: [] };
  }
  try {
    const value = tolerateForms(JSON.parse(text ?? ""));
    const problem = Array.isArray(value) ? findBatchProblem(value) : undefined;
    return problem === undefined
      ? { messages: Array.isArray(value) ? value : [value] }
      : { error: { code: INVALID_REQUEST, message: `${problem} Nothing was sent.` } };
  } catch {
    const what = text === undefined ? "valid UTF-8" : "JSON";
    return { error: { code: PARSE_ERROR, message: `The line is not ${what}. Send one JSON-RPC message per line.` } };
  }
}

function decode(line: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(line);
  } catch {
    // The decoder's own message does not say what to do.
    return undefined;
  }
}

function findProblem(message: unknown): RpcError | undefined {
  try {
    parseJSONRPCMessage(message);
    return undefined;
  } catch {
    const form = 'Send {"jsonrpc":"2.0","id":…,"method":…,"params":{…}}.';
    return { code: INVALID_REQUEST, message: `The line is not a JSON-RPC message. ${form}` };
  }
}

function idOf(message: unknown): string | number | undefined {
  const id = isObject(message) ? message["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}

/** A notification never gets an answer. */
function isNotification(message: unknown): boolean {
  return isObject(message) && message["jsonrpc"] === "2.0" && "method" in message && !("id" in message);
}
