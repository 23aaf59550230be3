import type { Reach } from "../contract/endpoint-paths.ts";
import type { Surface } from "../contract/surface.ts";
import type { PublicOrigin } from "./public-origin.ts";
import type { ToolFilter } from "./tool-filter.ts";

/** What came of checking a key, in sentences of ours and the API's message. */
export interface Verdict {
  readonly tone: "good" | "bad" | "unknown";
  readonly title: string;
  readonly details: readonly string[];
}

/** Everything the page shows. */
export interface PageView {
  readonly at: PublicOrigin;
  /** `/` or `/mcp`, as browsers reach it: behind the prefix of a proxy. */
  readonly endpoint: string;
  /** The comma list of the address, empty for all. */
  readonly toolsets: string;
  readonly reach: Reach;
  /** What this address serves. */
  readonly surface: Surface;
  /** What the endpoint serves at its widest address. */
  readonly whole: Surface;
  readonly filter: ToolFilter;
  readonly verdict?: Verdict | undefined;
}
