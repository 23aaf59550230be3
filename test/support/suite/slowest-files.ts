import path from "node:path";
import type { Reporter, TestModule } from "vitest/node";

const MAX_FILES = 10;

/** Prints what the run spent its time on: the slowest files, and the sum of each project. */
export class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length < 2) {
      return;
    }
    const slowest = modules.toSorted((a, b) => secondsOf(b) - secondsOf(a)).slice(0, MAX_FILES);
    const sums = [...new Set(modules.map(({ project }) => project.name))].map((name) => {
      const own = modules.filter(({ project }) => project.name === name);
      return `${name} ${sum(own).toFixed(1)} s in ${own.length} files`;
    });
    const lines = slowest.map((file) => `${secondsOf(file).toFixed(1).padStart(8)} s  ${nameOf(file)}`);
    process.stdout.write(`\nSlowest files:\n${lines.join("\n")}\n${sums.join(" · ")}\n`);
  }
}

/** The seconds that a file took to load and to run. */
export function secondsOf(file: TestModule): number {
  const { collectDuration, setupDuration, prepareDuration, duration } = file.diagnostic();
  return (collectDuration + setupDuration + prepareDuration + duration) / 1000;
}

export function nameOf(file: TestModule): string {
  return path.relative(process.cwd(), file.moduleId).split(path.sep).join("/");
}

function sum(files: readonly TestModule[]): number {
  return files.reduce((total, file) => total + secondsOf(file), 0);
}
