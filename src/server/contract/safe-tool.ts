import type { AnyToolDefinition } from "./tool-definition.ts";

/** Whether a tool belongs to the safe part: published, moves no money, overwrites and deletes nothing. */
export function isSafeTool(definition: AnyToolDefinition): boolean {
  return definition.isPublished && !movesMoney(definition) && !definition.isDestructive;
}

/** Charges or refunds at once. Prices and discounts, which only affect money, are not meant. */
export function movesMoney({ money }: Pick<AnyToolDefinition, "money">): boolean {
  return money === "moves";
}
