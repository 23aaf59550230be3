import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { PullError } from "./pull-error.ts";

/** Copies files into another folder: all of them, or none if one cannot be written. */
export async function takeOver(from: string, files: readonly string[], into: string): Promise<void> {
  const fresh = new Map<string, string>();
  const replaced = new Map<string, Buffer | undefined>();
  try {
    for (const file of files) {
      const target = path.join(into, file);
      await mkdir(path.dirname(target), { recursive: true });
      await copyFile(path.join(from, file), `${target}.pulled`);
      fresh.set(target, `${target}.pulled`);
    }
    for (const [target, temporary] of fresh) {
      const earlier = await readFile(target).catch(() => undefined);
      await rename(temporary, target);
      replaced.set(target, earlier);
    }
  } catch (error) {
    await putBack(replaced);
    await Promise.all([...fresh.values()].map((temporary) => rm(temporary, { force: true })));
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PullError(`${into} cannot be written (${code ?? message}); nothing was changed`);
  }
}

async function putBack(replaced: ReadonlyMap<string, Buffer | undefined>): Promise<void> {
  for (const [target, earlier] of replaced) {
    await (earlier === undefined ? rm(target) : writeFile(target, earlier));
  }
}
