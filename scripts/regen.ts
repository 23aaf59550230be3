import { tolerateClosedPipe } from "../codegen/closed-pipe.ts";
import { run } from "../codegen/main.ts";
import { insightsSection } from "./insights-section.ts";

tolerateClosedPipe(process.stdout);
const args = process.argv.slice(2);
process.exitCode = await run(args, process, [insightsSection()]);
if (process.exitCode === 0 && !args.includes("--check")) {
  // Loaded only now, since they are made from the generated tools or import what reads these.
  const { furtherFiles, writeFurtherFiles } = await import("./further-files.ts");
  const lines = await writeFurtherFiles(await furtherFiles());
  process.stdout.write(`${lines.join("\n")}\n`);
}
