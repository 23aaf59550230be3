import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { normalise } from "./pull/our-layout.ts";

/** Rewrites the YAML files of a folder, `openapi` unless another is given, in the layout that `npm run openapi:pull` keeps. */
const folder = process.argv[2] ?? "openapi";
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
for (const file of names.map((name) => path.join(folder, name))) {
  const text = readFileSync(file, "utf8");
  const normal = normalise(text);
  if (normal !== text) {
    writeFileSync(file, normal);
    process.stdout.write(`${file}\n`);
  }
}
