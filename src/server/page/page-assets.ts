import { createHash } from "node:crypto";
import { PAGE_ICON } from "./page-icon.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLES } from "./page-styles.ts";

interface Asset {
  readonly type: string;
  readonly content: string;
}

export const ASSETS = {
  "page.css": { type: "text/css; charset=utf-8", content: PAGE_STYLES },
  "page.js": { type: "text/javascript; charset=utf-8", content: PAGE_SCRIPT },
  "page.svg": { type: "image/svg+xml", content: PAGE_ICON },
} as const satisfies Readonly<Record<string, Asset>>;

export type AssetName = keyof typeof ASSETS;

const VERSION_CHARS = 10;

/** With a part that changes with the content, so that a browser may keep what it has for as long as it likes. */
export function assetPath(name: AssetName): string {
  const version = createHash("sha256").update(ASSETS[name].content).digest("hex").slice(0, VERSION_CHARS);
  return `/${name}?v=${version}`;
}
