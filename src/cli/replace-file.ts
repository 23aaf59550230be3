import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../server/kit/usage-error.ts";

/** For whoever owns it alone: it is to hold a key. */
const PRIVATE = 0o600;

/** The text of a file, or undefined where there is none. */
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

/** Replaces a file at once, never by half, where a link leads. Returns the copy of the former one, if there was one. */
export async function replaceFile(file: string, text: string): Promise<string | undefined> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const target = await realpath(file).catch(() => undefined);
    const backup = target === undefined ? undefined : await backUp(file);
    const whole = target ?? file;
    const draft = `${whole}.${process.pid}.tmp`;
    await writeFile(draft, text, { mode: PRIVATE });
    await rename(draft, whole).catch(async (error: unknown) => {
      await rm(draft, { force: true });
      throw error;
    });
    return backup;
  } catch (error) {
    throw new UsageError(`${file} cannot be written (${codeOf(error)}); paste what config prints without --write`);
  }
}

/** An older copy is the only trace of how the file once was, so it is never written over. */
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
