import { tools as generated } from "../../src/generated/tools/index.ts";
import { type AnyToolDefinition, withMarks } from "../../src/server/contract/tool-definition.ts";

/** Every generated tool, as the runtime sees it. */
export const tools: readonly AnyToolDefinition[] = generated.map(withMarks);
