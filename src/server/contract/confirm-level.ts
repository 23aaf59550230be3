import type { Tool } from "@modelcontextprotocol/server";
import type { AnyToolDefinition } from "./tool-definition.ts";

/** Which calls ask first, each level more than the one before. */
export const CONFIRM_LEVELS = ["off", "money", "destructive"] as const;
export type ConfirmLevel = (typeof CONFIRM_LEVELS)[number];

/** The argument that carries a confirmation. It is never sent to the API. */
export const CONFIRMATION = "confirmation";

/** Ends every text about a call that was stopped before it was sent. */
export const NOTHING_CHANGED = "Nothing was changed at Digistore24.";

const ADVICE = " Asks first: repeat with the preview's `confirmation` after the person's yes.";

/** A request can ask for more questions than the operator does, never for fewer. */
export function stricter(level: ConfirmLevel, asked: ConfirmLevel = "off"): ConfirmLevel {
  return CONFIRM_LEVELS.indexOf(asked) > CONFIRM_LEVELS.indexOf(level) ? asked : level;
}

export function asksFirst({ money, isDestructive }: AnyToolDefinition, level: ConfirmLevel): boolean {
  return level !== "off" && (money === "moves" || (level === "destructive" && isDestructive));
}

/** A tool of the list that asks first. */
export function withConfirmation({ inputSchema, description, ...tool }: Tool): Tool {
  const own = { [CONFIRMATION]: { type: "string" } };
  return {
    ...tool,
    description: `${description}${ADVICE}`,
    inputSchema: { ...inputSchema, properties: { ...inputSchema.properties, ...own } },
  };
}
