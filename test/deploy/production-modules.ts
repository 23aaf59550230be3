import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const { packages }: { packages: Readonly<Record<string, { dev?: boolean; devOptional?: boolean }>> } = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
);
const topLevel = Object.entries(packages).filter(([path]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path));
const isForDevelopment = ({ dev, devOptional }: { dev?: boolean; devOptional?: boolean }) =>
  Boolean(dev || devOptional);

/** Paths of modules, from the lock file. */
export const PRODUCTION_MODULES = topLevel.filter(([, entry]) => !isForDevelopment(entry)).map(([path]) => path);
export const DEVELOPMENT_MODULES = topLevel.filter(([, entry]) => isForDevelopment(entry)).map(([path]) => path);

/** The modules that `npm ci --omit=dev` would install, taken from those installed here. */
export function linkProductionModules(into: string): void {
  for (const path of PRODUCTION_MODULES) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    symlinkSync(resolve(path), join(into, path));
  }
}
