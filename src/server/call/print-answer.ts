import type { JsonObject } from "../contract/normalise-arguments.ts";

/** An answer and its JSON. If it is too long, it is measured, cut and printed again, but its parts are not. */
export interface PrintedAnswer {
  readonly data: JsonObject;
  readonly json: string;
  /** The JSON of a part; empty for undefined, which has none. */
  print(part: unknown): string;
  /** The JSON of an object of parts. */
  printMembers(parts: JsonObject): string;
}

/** Prints an answer member by member, so that the JSON of each is known if only some of them are left. */
export function printAnswer(data: JsonObject): PrintedAnswer {
  const printed = new Map<unknown, string>();

  function print(part: unknown): string {
    if (typeof part !== "object" || part === null) {
      return JSON.stringify(part) ?? "";
    }
    const known = printed.get(part);
    if (known !== undefined) {
      return known;
    }
    const json = Array.isArray(part) && printed.has(part[0]) ? printItems(part) : JSON.stringify(part);
    printed.set(part, json);
    return json;
  }

  function printItems(items: readonly unknown[]): string {
    return `[${items.map((item) => print(item) || "null").join(",")}]`;
  }

  function printMembers(parts: JsonObject): string {
    const members: string[] = [];
    for (const key of Object.keys(parts)) {
      const json = print(parts[key]);
      if (json !== "") {
        members.push(`${JSON.stringify(key)}:${json}`);
      }
    }
    return `{${members.join(",")}}`;
  }

  const json = printMembers(data);
  printed.set(data, json);
  return { data, json, print, printMembers };
}
