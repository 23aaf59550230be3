import { readFileSync, writeFileSync } from "node:fs";
import { tolerateClosedPipe } from "../codegen/closed-pipe.ts";
import { run } from "../codegen/main.ts";
import { insightsSection } from "./insights-section.ts";

const OPERATING = "docs/operating.md";

tolerateClosedPipe(process.stdout);
const args = process.argv.slice(2);
process.exitCode = await run(args, process, [insightsSection()]);
if (process.exitCode === 0 && !args.includes("--check")) {
  // Loaded only now, since they are made from the generated tools or import what reads these.
  const { toolsetsPage } = await import("./toolsets-page.ts");
  const { withVariables } = await import("./variables-section.ts");
  writeFileSync("docs/toolsets.md", toolsetsPage());
  writeFileSync(OPERATING, withVariables(readFileSync(OPERATING, "utf8")));
  const { writePages } = await import("./build-app.ts");
  await writePages();
}
