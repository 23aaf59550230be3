import { writeFileSync } from "node:fs";
import { tolerateClosedPipe } from "../codegen/closed-pipe.ts";
import { run } from "../codegen/main.ts";
import { insightsSection } from "./insights-section.ts";

tolerateClosedPipe(process.stdout);
const args = process.argv.slice(2);
process.exitCode = await run(args, process, [insightsSection()]);
if (process.exitCode === 0 && !args.includes("--check")) {
  // Loaded only now, since the page is made from the generated tools.
  const { toolsetsPage } = await import("./toolsets-page.ts");
  writeFileSync("docs/toolsets.md", toolsetsPage());
  const { writePages } = await import("./build-app.ts");
  await writePages();
}
