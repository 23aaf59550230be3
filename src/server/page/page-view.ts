import type { Reach } from "../contract/endpoint-paths.ts";
import type { Surface } from "../contract/surface.ts";
import type { Language } from "../kit/language.ts";
import type { PublicOrigin } from "./public-origin.ts";
import type { ToolFilter } from "./tool-filter.ts";

/** The result of checking a key, in the language of the page. */
export interface Verdict {
  readonly tone: "good" | "bad" | "unknown";
  readonly title: string;
  readonly details: readonly string[];
}

/** Everything the page shows. */
export interface PageView {
  readonly language: Language;
  /** The language, if a person has chosen it by a link: the links of the page keep it. */
  readonly chosen: Language | undefined;
  readonly at: PublicOrigin;
  /** `/` or `/mcp`, after the prefix of a proxy. */
  readonly endpoint: string;
  /** The comma-separated list in the address; empty for all. */
  readonly toolsets: string;
  readonly reach: Reach;
  /** The tools of this address. */
  readonly surface: Surface;
  /** The tools of the widest address. */
  readonly whole: Surface;
  readonly filter: ToolFilter;
  readonly verdict?: Verdict | undefined;
  /** The address for agents that sign in, which shows the same part; undefined if the operator has not switched that on. */
  readonly webUrl?: string | undefined;
  /** Whether people who sign in there can get their key by agreeing on Digistore24's own page. */
  readonly handsOver: boolean;
}
