import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { copiesOf, type Stage } from "./dockerfile.ts";

/** Makes a folder of what a stage takes from this repository. */
export function copyStage(stage: Stage | undefined, folder: string): void {
  mkdirSync(folder);
  for (const source of stage ? copiesOf(stage) : []) {
    cpSync(source, join(folder, source), { recursive: true });
  }
}
