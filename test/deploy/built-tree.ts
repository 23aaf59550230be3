import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { copyStage } from "./copy-stage.ts";
import { parseDockerfile } from "./dockerfile.ts";

/** The folder that the image holds, made as the Dockerfile says. */
export function useBuiltTree(): () => string {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "digistore24-mcp-image-"));
    const image = join(folder, "image");
    copyStage(parseDockerfile().stages.at(-1), image);
    cpSync(inject("dist"), join(image, "dist"), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, "image");
}
