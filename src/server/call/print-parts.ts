import type { JsonObject } from "../contract/normalise-arguments.ts";

/** Prints the parts of one answer. An answer that is too long is measured, cut and printed again, but not its parts. */
export interface PartPrinter {
  /** The JSON of a value; empty for undefined, which has none. */
  print(value: unknown): string;
  /** The JSON of an object, member by member, so that each of them is known if some are left out later. */
  printMembers(object: JsonObject): string;
}

export function createPartPrinter(): PartPrinter {
  const printed = new Map<unknown, string>();

  function print(value: unknown): string {
    if (typeof value !== "object" || value === null) {
      return JSON.stringify(value) ?? "";
    }
    const known = printed.get(value);
    if (known !== undefined) {
      return known;
    }
    const json = Array.isArray(value) && printed.has(value[0]) ? printItems(value) : JSON.stringify(value);
    printed.set(value, json);
    return json;
  }

  function printItems(items: readonly unknown[]): string {
    return `[${items.map((item) => print(item) || "null").join(",")}]`;
  }

  function printMembers(object: JsonObject): string {
    const members = Object.keys(object).map((key) => {
      const json = print(object[key]);
      return json === "" ? "" : `${JSON.stringify(key)}:${json}`;
    });
    const json = `{${members.filter((member) => member !== "").join(",")}}`;
    printed.set(object, json);
    return json;
  }

  return { print, printMembers };
}
