import { withMarks } from "../contract/tool-definition.ts";
import { createToolRegistry, generatedDefinitions, type ToolRegistry } from "../contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../insights/insight-tools.ts";
import type { Config } from "./config/config.ts";

/** The generated tools, and the hand-written ones unless the operator leaves them out. */
export function servedTools({ servesInsights }: Pick<Config, "servesInsights">): ToolRegistry {
  const insights = servesInsights ? INSIGHT_TOOLS.map(withMarks) : [];
  return createToolRegistry([...generatedDefinitions(), ...insights]);
}
