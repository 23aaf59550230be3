import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { LongestFirst } from "./test/support/suite/longest-first.ts";
import { type ProjectName, sortTestFiles } from "./test/support/suite/projects.ts";
import { SlowestFiles } from "./test/support/suite/slowest-files.ts";

const files = sortTestFiles();

function project(
  name: ProjectName,
  options: NonNullable<TestProjectInlineConfiguration["test"]> = {},
): TestProjectInlineConfiguration {
  return { extends: true, test: { name, include: [...files[name]], ...options } };
}

export default defineConfig({
  test: {
    // Three workers on two cores: files that wait, for programs or for time limits, leave room for others.
    maxWorkers: 3,
    // The modules of the product are loaded once per worker, not once per file.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    setupFiles: ["test/support/suite/seed-random-runs.ts"],
    reporters: ["default", new SlowestFiles()],
    // Only what hangs should end by time: builds and programs that tests start take minutes on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      project("unit"),
      project("isolated", { isolate: true }),
      project("process", { globalSetup: ["test/support/suite/build-once.ts"] }),
      project("slow", { env: { TEST_RUNS: "long" } }),
    ],
  },
});
