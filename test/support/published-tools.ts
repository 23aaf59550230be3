import { readdirSync, readFileSync } from "node:fs";
import { INSIGHT_TOOLS } from "../../src/server/insights/insight-tools.ts";

/** The names of the table of published tools, which the generator and every surface go by. */
export const PUBLISHED_TOOL_NAMES: readonly string[] = (
  JSON.parse(readFileSync(new URL("../../openapi/published-tools.json", import.meta.url), "utf8")) as {
    readonly tool: string;
  }[]
).map(({ tool }) => tool);

export const PUBLISHED_TOOL_COUNT = PUBLISHED_TOOL_NAMES.length;

/** The functions that openapi/ describes, each in a file of its own. */
export const FUNCTION_COUNT = readdirSync(new URL("../../openapi/paths", import.meta.url)).length;

/** The tools of a server as it is by default: the published ones and the insights. */
export const SERVED_TOOL_COUNT = PUBLISHED_TOOL_COUNT + INSIGHT_TOOLS.length;
