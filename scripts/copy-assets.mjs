import { cpSync } from "node:fs";
import { join } from "node:path";

/** The compiler does not copy these files. This script is plain JavaScript because it runs in the image's build, too. */
const ASSETS = "server/page/assets";
const [outDir = "dist"] = process.argv.slice(2);

cpSync(join("src", ASSETS), join(outDir, ASSETS), { recursive: true });
