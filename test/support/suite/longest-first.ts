import { readFileSync } from "node:fs";
import path from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import type { Times } from "./times.ts";

const { seconds }: Times = JSON.parse(readFileSync(new URL("times.json", import.meta.url), "utf8"));

/**
 * Starts each project's longest files first, so that no worker is left with one at the end. The times are those of the
 * committed table: a fresh clone has no earlier run, and files that share a process meet in the same order everywhere.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => compareProjects(a, b) || expectedSeconds(b) - expectedSeconds(a));
  }
}

/** A worker serves one project, so the files of each stay together. */
function compareProjects({ project: a }: TestSpecification, { project: b }: TestSpecification): number {
  return a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
}

/** A new file may take long. */
function expectedSeconds({ moduleId, project }: TestSpecification): number {
  const name = path.relative(project.vitest.config.root, moduleId).split(path.sep).join("/");
  return seconds[name] ?? Number.MAX_VALUE;
}
