/** Deeper than any argument of the API, and shallow enough for every function that walks through a message. */
export const MAX_DEPTH = 64;
/** Members and items in total. Parsing, normalising and checking each of them takes time. */
export const MAX_VALUES = 10_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * The reason why JSON text is too large to be parsed, if it is. Counting in the bytes takes one cheap pass, whereas parsing
 * an object with tens of thousands of names blocks the event loop.
 */
export function findSizeProblem(json: Buffer): string | undefined {
  let depth = 0;
  let values = 0;
  let isFirstInside = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] as number;
    if (isWhitespace(byte)) {
      continue;
    }
    const isClosing = byte === CLOSING_BRACKET || byte === CLOSING_BRACE;
    values += byte === COMMA || (isFirstInside && !isClosing) ? 1 : 0;
    isFirstInside = byte === OPENING_BRACKET || byte === OPENING_BRACE;
    depth += Number(isFirstInside) - Number(isClosing);
    if (depth > MAX_DEPTH) {
      return `The body is nested more than ${MAX_DEPTH} levels deep: send flatter arguments.`;
    }
    if (values > MAX_VALUES) {
      return `The body holds more than ${MAX_VALUES} values: send less in one request.`;
    }
    if (byte === QUOTE) {
      at = findStringEnd(json, at);
    }
  }
  return undefined;
}

/** Comparisons here and above: looking every byte up in a set takes three times as long. */
function isWhitespace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The position of the quote that ends the string that starts at `start`. */
function findStringEnd(json: Buffer, start: number): number {
  let end = json.indexOf(QUOTE, start + 1);
  while (end >= 0 && isEscaped(json, end)) {
    end = json.indexOf(QUOTE, end + 1);
  }
  return end < 0 ? json.length : end;
}

function isEscaped(json: Buffer, at: number): boolean {
  let start = at;
  while (json[start - 1] === BACKSLASH) {
    start--;
  }
  return (at - start) % 2 === 1;
}
