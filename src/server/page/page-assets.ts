import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

interface Asset {
  readonly type: string;
  readonly content: string;
}

export const ASSETS = {
  "base.css": readAsset("base.css", "text/css; charset=utf-8"),
  "page.css": readAsset("page.css", "text/css; charset=utf-8"),
  "page.js": readAsset("page.js", "text/javascript; charset=utf-8"),
  "consent.css": readAsset("consent.css", "text/css; charset=utf-8"),
  "page.svg": readAsset("page.svg", "image/svg+xml"),
} as const satisfies Readonly<Record<string, Asset>>;

type AssetName = keyof typeof ASSETS;

const VERSION_CHARS = 10;

/** The path of a file with a part that changes with its content, so that browsers may keep it for as long as they like. */
export function assetPath(name: AssetName): string {
  const version = createHash("sha256").update(ASSETS[name].content).digest("hex").slice(0, VERSION_CHARS);
  return `/${name}?v=${version}`;
}

/** The build copies the folder to the same place in `dist`. */
function readAsset(name: string, type: string): Asset {
  return { type, content: readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8") };
}
