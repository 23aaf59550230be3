import { cpSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { bundledPackages, describePackages, formatLicences } from "./bundled-packages.ts";
import { expectAllReplaced, withoutUnused } from "./without-unused.ts";

/** Read as files at run time, so the bundler does not see them. */
const ASSETS = ["server/page/assets", "server/insights/app/sales-report.html", "demo/app-host.html"];

/**
 * Builds the command, with every package that it uses, into a folder that needs no other. Types are checked elsewhere. An earlier
 * build stays until this one is complete, so a build that fails leaves a command that works.
 */
export async function buildCommand(outDir: string): Promise<void> {
  const unfinished = `${outDir}.new`;
  try {
    await buildInto(unfinished);
    // All of it: the names of chunks depend on their contents, so those of earlier builds would remain.
    rmSync(outDir, { recursive: true, force: true });
    renameSync(unfinished, outDir);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function buildInto(folder: string): Promise<void> {
  const { metafile } = await build({
    entryPoints: ["src/cli/main.ts"],
    // All files are in one folder, as `keepPlaces` expects.
    outdir: join(folder, "cli"),
    ...OPTIONS,
  });
  for (const asset of ASSETS) {
    cpSync(join("src", asset), join(folder, asset), { recursive: true });
  }
  const bundled = Object.keys(metafile.inputs);
  expectAllReplaced(bundled);
  const packages = bundledPackages(bundled);
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), formatLicences(packages));
  writeFileSync(join(folder, "packages.cdx.json"), `${JSON.stringify(describePackages(packages), null, 2)}\n`);
}

/** Lets a module find its assets and package.json from the bundle as it does from its own place in `src`. */
const keepPlaces: Plugin = {
  name: "keep-places",
  setup: ({ onLoad }) => {
    const sources = join(process.cwd(), "src") + sep;
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!path.startsWith(sources)) {
        return undefined;
      }
      const place = relative(sources, path).replaceAll("\\", "/");
      const code = await readFile(path, "utf8");
      return {
        contents: code.replaceAll("import.meta.url", `new URL("../${place}", import.meta.url)`),
        loader: "ts",
      };
    });
  },
};

const OPTIONS = {
  bundle: true,
  // Each subcommand loads only what it needs.
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  sourcemap: true,
  sourcesContent: false,
  // Packages that are not ES modules have these. Without them, they fail when they use them.
  define: { __filename: "import.meta.filename", __dirname: "import.meta.dirname" },
  // The CommonJS form of a package that is loaded later has no named exports in a bundle.
  mainFields: ["module", "main"],
  metafile: true,
  plugins: [keepPlaces, withoutUnused],
  // Packages that are not ES modules require Node's own modules.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;
