import { readFileSync } from "node:fs";

/** The names of the table of published tools, which the generator and every surface go by. */
export const PUBLISHED_TOOL_NAMES: readonly string[] = (
  JSON.parse(readFileSync(new URL("../../openapi/published-tools.json", import.meta.url), "utf8")) as {
    readonly tool: string;
  }[]
).map(({ tool }) => tool);

export const PUBLISHED_TOOL_COUNT = PUBLISHED_TOOL_NAMES.length;
