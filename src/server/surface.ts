import type { RegisteredTool, ToolRegistry } from "./tool-registry.ts";

/** `published`: the tools of the vendor's table. `full`: every described function. */
export const SURFACE_NAMES = ["published", "full"] as const;
export type SurfaceName = (typeof SURFACE_NAMES)[number];

/** The tools one request may see and call. What is not listed cannot be called. */
export interface Surface {
  readonly name: string;
  readonly tools: ToolRegistry;
  /** The answer to `tools/list`, built once. */
  readonly list: readonly RegisteredTool["listed"][];
}

export function createSurface(name: SurfaceName, registry: ToolRegistry): Surface {
  const tools = new Map([...registry].filter(([, { definition }]) => name === "full" || definition.isPublished));
  return Object.freeze({ name, tools, list: Object.freeze([...tools.values()].map(({ listed }) => listed)) });
}
