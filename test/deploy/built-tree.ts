import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll } from "vitest";
import { copiesOf, parseDockerfile, type Stage } from "./dockerfile.ts";
import { linkProductionModules } from "./production-modules.ts";

const run = promisify(execFile);

/** The folder that the image holds, made as the Dockerfile says, with modules that are installed here already. */
export function useBuiltTree(): () => string {
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "digistore24-mcp-image-"));
    const stages = parseDockerfile().stages;
    const [source, image] = [join(folder, "build"), join(folder, "image")];
    copyInto(source, stages[0]);
    symlinkSync(resolve("node_modules"), join(source, "node_modules"));
    await run("npm", ["run", "build"], { cwd: source });
    copyInto(image, stages.at(-1));
    cpSync(join(source, "dist"), join(image, "dist"), { recursive: true });
    linkProductionModules(image);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, "image");
}

/** What a stage takes from this repository. */
function copyInto(folder: string, stage: Stage | undefined): void {
  mkdirSync(folder);
  for (const source of stage ? copiesOf(stage) : []) {
    cpSync(source, join(folder, source), { recursive: true });
  }
}
