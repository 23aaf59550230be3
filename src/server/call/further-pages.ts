import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { isObject } from "../kit/is-object.ts";

/** A page that is not the last is easily mistaken for the whole list, and sums over it are then wrong. */
export function noteFurtherPages({ inputSchema }: AnyToolDefinition, data: JsonObject): string[] {
  const { page_no: no, page_count: count } = data;
  if (!("page_no" in inputSchema.properties) || typeof no !== "number" || typeof count !== "number" || no >= count) {
    return [];
  }
  const items = itemCount(data);
  const total = items === undefined ? "" : ` (${items} items in all)`;
  return [`This is page ${no} of ${count}${total}; go on with page_no ${no + 1}.`];
}

/** The number of items on all pages, if the answer has it. */
export function itemCount({ item_count: count, summary }: JsonObject): number | undefined {
  const counts = [count, isObject(summary) ? summary["count"] : undefined];
  return counts.find((value) => typeof value === "number");
}
