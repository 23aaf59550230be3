import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packExtension } from "@anthropic-ai/mcpb";
import { buildManifest } from "./manifest.ts";

/** Declarations make up a quarter of the dependencies' size and are not needed at run time. */
const LEFT_OUT = "*.ts\n*.mts\n*.cts\n";
const FILES = ["package.json", "package-lock.json", ".npmrc", "LICENSE"];

interface BundleOptions {
  readonly outFile: string;
  /** Installs the production dependencies next to the package.json in a folder. */
  readonly installModules: (folder: string) => void;
  /** Puts the compiled sources into a folder. */
  readonly compile?: (outDir: string) => void;
  /** Does not list what was packed. */
  readonly isQuiet?: boolean;
}

/** Compiles and packs in a separate folder, which keeps out earlier builds and development files. */
export async function buildBundle({
  outFile,
  installModules,
  compile = compileInto,
  isQuiet = false,
}: BundleOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "digistore24-mcpb-"));
  try {
    for (const file of FILES) {
      copyFileSync(file, join(folder, file));
    }
    compile(join(folder, "dist"));
    installModules(folder);
    writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(buildManifest(), null, 2)}\n`);
    writeFileSync(join(folder, ".mcpbignore"), LEFT_OUT);
    // It validates the manifest first and prints what is wrong.
    if (!(await packExtension({ extensionPath: folder, outputPath: resolve(outFile), silent: isQuiet }))) {
      throw new Error("The bundle was not packed: mcpb found its folder or manifest wrong");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compileInto(outDir: string): void {
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const options = ["-p", "tsconfig.build.json", "--sourceMap", "false", "--outDir", outDir];
  execFileSync(process.execPath, [tsc, ...options], { stdio: "inherit" });
  execFileSync(process.execPath, ["scripts/copy-assets.mjs", outDir], { stdio: "inherit" });
}

export function installFromRegistry(folder: string): void {
  const options = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", ["ci", ...options], { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
}
