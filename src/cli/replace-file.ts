import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";
import { FileError } from "./file-error.ts";

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
    throw new FileError(`${file} cannot be read (${codeOf(error)}), so nothing was written`);
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
    throw new FileError(`${file} cannot be written (${codeOf(error)}); paste the output of config without --write`);
  }
}

/** There is one backup, because each has a key in it. Its name is ours, so it overwrites nothing of the user's. */
async function backUp(file: string): Promise<string> {
  const backup = `${file}.digistore24.bak`;
  await writeFileAtomic(backup, await readFile(file), { mode: PRIVATE });
  return backup;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
