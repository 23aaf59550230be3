import { readFileSync } from "node:fs";

interface PackageFacts {
  readonly version: string;
  readonly description: string;
  /** The name in MCP registries: a domain in reverse, a slash, and a name. */
  readonly mcpName: string;
}

/** From package.json, which is the same number of folders above `dist/server` as above `src/server`. */
export const PACKAGE: PackageFacts = JSON.parse(
  readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
);
