import { cpSync } from "node:fs";
import { join } from "node:path";

/** The compiler does not copy these files. This script is plain JavaScript because it runs in the image's build, too. */
const ASSETS = ["server/page/assets", "server/insights/app/sales-report.html", "demo/app-host.html"];
const [outDir = "dist"] = process.argv.slice(2);

for (const asset of ASSETS) {
  cpSync(join("src", asset), join(outDir, asset), { recursive: true });
}
