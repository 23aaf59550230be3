import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { copyStage } from "../../deploy/copy-stage.ts";
import { parseDockerfile } from "../../deploy/dockerfile.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder `dist` of the one build of this run. Not there in the slow project, whose tests build themselves. */
    readonly dist: string;
  }
}

/** Builds once for all files of a project, as the image is built: from what the Dockerfile copies, and nothing else. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "digistore24-mcp-build-"));
  const source = join(folder, "source");
  copyStage(parseDockerfile().stages[0], source);
  symlinkSync(resolve("node_modules"), join(source, "node_modules"));
  execFileSync("npm", ["run", "build"], { cwd: source, stdio: ["ignore", "ignore", "inherit"] });
  project.provide("dist", join(source, "dist"));
  return () => rmSync(folder, { recursive: true, force: true });
}
