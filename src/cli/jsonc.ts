/** A value of a JSON text, comments and trailing commas allowed, and where it stands. */
export interface PlacedValue {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** Of an object. A name that stands twice counts as clients read it: the last time. */
  readonly members?: ReadonlyMap<string, PlacedValue>;
  /** Where a comma has to go before another member can follow. */
  readonly commaAt?: number | undefined;
}

const GAP_PATTERN = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const SCALAR_PATTERN = /"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;

/** Throws a SyntaxError for what is no JSON even so. */
export function parseJsonc(text: string): PlacedValue {
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) {
      throw new SyntaxError(`No JSON at character ${at}`);
    }
    at += found.length;
    return found;
  };

  function readValue(): PlacedValue {
    const start = at;
    if (text[at] === "{") {
      return readObject(start);
    }
    if (text[at] === "[") {
      const items: unknown[] = [];
      readItems("]", () => items.push(readValue().value));
      return { value: items, start, end: at };
    }
    return { value: JSON.parse(take(SCALAR_PATTERN)), start, end: at };
  }

  function readObject(start: number): PlacedValue {
    const members = new Map<string, PlacedValue>();
    const commaAt = readItems("}", () => {
      const name: unknown = JSON.parse(take(SCALAR_PATTERN));
      take(GAP_PATTERN);
      take(/:/y);
      take(GAP_PATTERN);
      members.set(String(name), readValue());
    });
    const value = Object.fromEntries([...members].map(([name, member]) => [name, member.value]));
    return { value, start, end: at, members, commaAt };
  }

  /** Reads up to the closing bracket. Returns the end of the last item, unless a comma follows it. */
  function readItems(close: string, readItem: () => void): number | undefined {
    let commaAt: number | undefined;
    at += 1;
    for (take(GAP_PATTERN); text[at] !== close; take(GAP_PATTERN)) {
      readItem();
      commaAt = at;
      take(GAP_PATTERN);
      if (text[at] !== close) {
        take(/,/y);
        commaAt = undefined;
      }
    }
    at += 1;
    return commaAt;
  }

  take(GAP_PATTERN);
  const root = readValue();
  take(GAP_PATTERN);
  take(/$/y);
  return root;
}

/** Sets one member of nested objects and leaves every other character of the text as it is. */
export function setMember(text: string, path: readonly string[], value: unknown): string {
  let place = parseJsonc(text);
  for (const [depth, name] of path.entries()) {
    if (place.members === undefined) {
      throw new SyntaxError(`${path.slice(0, depth).join(".") || "The file"} is no object`);
    }
    const member = place.members.get(name);
    if (member === undefined) {
      const nested = path.slice(depth + 1).reduceRight((inner, outer) => ({ [outer]: inner }), value);
      return insertMember(text, place, name, nested);
    }
    place = member;
  }
  return text.slice(0, place.start) + print(value, text, indentAt(text, place.start)) + text.slice(place.end);
}

/** After all that the object holds, its comments included. */
function insertMember(text: string, { start, end, commaAt }: PlacedValue, name: string, value: unknown): string {
  const outer = indentAt(text, start);
  const inner = outer + unitOf(text);
  const last = text.slice(0, end - 1).trimEnd().length;
  const held = commaAt === undefined ? text.slice(0, last) : `${text.slice(0, commaAt)},${text.slice(commaAt, last)}`;
  const isInline = !text.slice(last, end).includes("\n");
  const rest = isInline ? lineEnd(text) + outer + text.slice(end - 1) : text.slice(last);
  return `${held}${lineEnd(text)}${inner}${JSON.stringify(name)}: ${print(value, text, inner)}${rest}`;
}

function print(value: unknown, text: string, indent: string): string {
  return JSON.stringify(value, null, unitOf(text)).replaceAll("\n", lineEnd(text) + indent);
}

function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", at) + 1))?.[0] ?? "";
}

function unitOf(text: string): string {
  return /^[ \t]+(?=")/m.exec(text)?.[0] ?? "  ";
}

function lineEnd(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
