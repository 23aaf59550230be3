/** The vendor publishes the root; most MCP servers use `/mcp`. Both are the endpoint, and both have the same parts. */
const ENDPOINTS = ["/", "/mcp"];
const PARTS: readonly { readonly suffix: string; readonly isReadOnly: boolean }[] = [
  { suffix: "", isReadOnly: false },
  { suffix: "readonly", isReadOnly: true },
  { suffix: "x/:toolsets", isReadOnly: false },
  { suffix: "x/:toolsets/readonly", isReadOnly: true },
];

/** One address of the endpoint, as a route. */
export interface EndpointPath {
  readonly url: string;
  /** `/` or `/mcp`. */
  readonly endpoint: string;
  readonly isReadOnly: boolean;
}

/** Every address at which the endpoint, or a part of it, is served. */
export const ENDPOINT_PATHS: readonly EndpointPath[] = ENDPOINTS.flatMap((endpoint) =>
  PARTS.map(({ suffix, isReadOnly }) => ({ url: joinPath(endpoint, suffix), endpoint, isReadOnly })),
);

/** The address of a part, as agents are told it. */
export function partPath(endpoint: string, toolsets: string, isReadOnly: boolean): string {
  const parts = [...(toolsets === "" ? [] : ["x", toolsets]), ...(isReadOnly ? ["readonly"] : [])];
  return joinPath(endpoint, parts.join("/"));
}

export function joinPath(path: string, suffix: string): string {
  return path.endsWith("/") || suffix === "" ? `${path}${suffix}` : `${path}/${suffix}`;
}
