import { constants, existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UsageError } from "../server/kit/usage-error.ts";

/** Only the owner may read the file, because it contains a key. */
const PRIVATE = 0o600;

/** The text of a file, or undefined if it does not exist. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") {
      return undefined;
    }
    throw new UsageError(`${file} cannot be read (${codeOf(error)}), so nothing was written`);
  }
}

/** Replaces a file, or the file that a link leads to, in one step. Returns the name of the backup if there was a file. */
export async function replaceFile(file: string, text: string): Promise<string | undefined> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const backup = existsSync(file) ? await backUp(file) : undefined;
    await writeFileAtomic(file, text, { mode: PRIVATE });
    return backup;
  } catch (error) {
    throw new UsageError(`${file} cannot be written (${codeOf(error)}); paste the output of config without --write`);
  }
}

/** An older backup may be the only copy of an earlier state, so it is never overwritten. */
async function backUp(file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const backup = `${file}.bak${number === 1 ? "" : number}`;
    const isMade = await copyFile(file, backup, constants.COPYFILE_EXCL).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) === "EEXIST") {
          return false;
        }
        throw error;
      },
    );
    if (isMade) {
      await chmod(backup, PRIVATE);
      return backup;
    }
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
