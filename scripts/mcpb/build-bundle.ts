import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packExtension } from "@anthropic-ai/mcpb";
import { buildCommand } from "../build/build-command.ts";
import { buildManifest, ICON } from "./manifest.ts";

const LEFT_OUT = "*.map\n";
const FILES = ["package.json", "LICENSE"];

interface BundleOptions {
  readonly outFile: string;
  /** Puts the built command into a folder. */
  readonly build?: (outDir: string) => void | Promise<void>;
  /** Does not list what was packed. */
  readonly isQuiet?: boolean;
}

/** Builds and packs in a separate folder, which keeps out earlier builds and development files. */
export async function buildBundle({ outFile, build = buildCommand, isQuiet = false }: BundleOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "digistore24-mcpb-"));
  try {
    for (const file of FILES) {
      copyFileSync(file, join(folder, file));
    }
    copyFileSync(join(import.meta.dirname, ICON), join(folder, ICON));
    await build(join(folder, "dist"));
    writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(buildManifest(), null, 2)}\n`);
    writeFileSync(join(folder, ".mcpbignore"), LEFT_OUT);
    // It validates the manifest first and prints what is wrong.
    if (!(await packExtension({ extensionPath: folder, outputPath: resolve(outFile), silent: isQuiet }))) {
      throw new Error("The bundle was not packed: mcpb rejected its folder or manifest");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
