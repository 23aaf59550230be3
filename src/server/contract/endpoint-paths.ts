/** The vendor publishes the root; most MCP servers use `/mcp`. Both are endpoints with the same parts. */
const ENDPOINTS = ["/", "/mcp"];

/** The tools that an address allows. `safe`: published tools that neither move money nor overwrite or delete. */
export type Reach = "all" | "safe" | "readonly";

const PARTS: readonly { readonly suffix: string; readonly reach: Reach }[] = [
  { suffix: "", reach: "all" },
  { suffix: "safe", reach: "safe" },
  { suffix: "readonly", reach: "readonly" },
  { suffix: "x/:toolsets", reach: "all" },
  { suffix: "x/:toolsets/safe", reach: "safe" },
  { suffix: "x/:toolsets/readonly", reach: "readonly" },
];

/** One address of the endpoint, as a route. */
export interface EndpointPath {
  readonly url: string;
  /** `/` or `/mcp`. */
  readonly endpoint: string;
  readonly reach: Reach;
}

/** Every address at which the endpoint, or a part of it, is served. */
export const ENDPOINT_PATHS: readonly EndpointPath[] = ENDPOINTS.flatMap((endpoint) =>
  PARTS.map(({ suffix, reach }) => ({ url: joinPath(endpoint, suffix), endpoint, reach })),
);

/** The address of a part, as agents see it. */
export function partPath(endpoint: string, toolsets: string, reach: Reach): string {
  const parts = [...(toolsets === "" ? [] : ["x", toolsets]), ...(reach === "all" ? [] : [reach])];
  return joinPath(endpoint, parts.join("/"));
}

/** The limits that an address sets, apart from its toolsets. */
export function limitsOf(reach: Reach): { readonly isReadOnly: boolean; readonly isSafe: boolean } {
  return { isReadOnly: reach === "readonly", isSafe: reach === "safe" };
}

export function joinPath(path: string, suffix: string): string {
  return path.endsWith("/") || suffix === "" ? `${path}${suffix}` : `${path}/${suffix}`;
}
