import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface BundledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const RULE = `\n${"-".repeat(80)}\n\n`;

/** The packages that these files belong to, sorted. A package that is there in two versions is listed twice. */
export function bundledPackages(files: readonly string[]): readonly BundledPackage[] {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []);
  return [...new Set(folders)].map(readPackage).sort((a, b) => urlOf(a).localeCompare(urlOf(b), "en"));
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { folder, name, version, license };
}

/** A licence has to go where the code goes. */
export function formatLicences(packages: readonly BundledPackage[]): string {
  return packages.map(describeLicence).join(RULE);
}

function describeLicence({ folder, name, version, license }: BundledPackage): string {
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${[`${name} ${version} (${license})`, ...texts].join("\n\n")}\n`;
}

/** A bill of materials in CycloneDX, by which scanners of images find packages that have no folder. */
export function describePackages(packages: readonly BundledPackage[]) {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    components: packages.map((bundled) => ({
      type: "library",
      "bom-ref": urlOf(bundled),
      name: bundled.name,
      version: bundled.version,
      purl: urlOf(bundled),
      licenses: [{ expression: bundled.license }],
    })),
  };
}

/** The package URL, which vulnerabilities are listed by. */
function urlOf({ name, version }: BundledPackage): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}
