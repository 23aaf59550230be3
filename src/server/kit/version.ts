import { readFileSync } from "node:fs";

/** From package.json, which is the same number of folders above `dist/server` as above `src/server`. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
).version;
