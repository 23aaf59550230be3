import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { calibrate } from "./calibrate.ts";
import { nameOf, secondsOf } from "./slowest-files.ts";
import { slowerFiles, type Times } from "./times.ts";

const TABLE = new URL("times.json", import.meta.url);

/** Runs the suite and tells which files became slower than in the table, or with --write writes the table. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { write: { type: "boolean", default: false }, project: { type: "string", default: "!slow" } },
  });
  const calibrationMs = Math.round(calibrate());
  const vitest = await startVitest("test", [], { run: true, watch: false, project: [values.project] });
  // How long a file takes to fail says nothing.
  const files = vitest.state
    .getTestModules()
    .filter((file) => file.ok())
    .map((file) => [nameOf(file), Number(secondsOf(file).toFixed(1))] as const);
  await vitest.close();
  const current: Times = { calibrationMs, seconds: Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
  if (values.write) {
    writeFileSync(TABLE, `${JSON.stringify(current, null, 2)}\n`);
  } else if (existsSync(TABLE)) {
    print(current);
  } else {
    process.stdout.write(
      "\nThere is no table to compare with: --write makes it, on a machine that does nothing else.\n",
    );
  }
}

function print(current: Times): void {
  const earlier: Times = JSON.parse(readFileSync(TABLE, "utf8"));
  const lines = slowerFiles(earlier, current).map(
    ({ file, before, now }) => `${before.toFixed(1).padStart(8)} s before ${now.toFixed(1).padStart(8)} s now  ${file}`,
  );
  const text =
    lines.length === 0 ? "No file became slower than half again." : `Slower than half again:\n${lines.join("\n")}`;
  process.stdout.write(`\n${text}\n`);
}

await main();
