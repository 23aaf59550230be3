import type { AnyToolDefinition } from "./tool-definition.ts";

/** Whether a tool belongs to the safe part: it is published, and neither moves money nor overwrites or deletes. */
export function isSafeTool(definition: AnyToolDefinition): boolean {
  return definition.isPublished && !movesMoney(definition) && !definition.isDestructive;
}

/** Whether a tool charges or refunds at once. Prices and discounts only affect money. */
export function movesMoney({ money }: Pick<AnyToolDefinition, "money">): boolean {
  return money === "moves";
}
