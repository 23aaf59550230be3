import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { PullError } from "./pull-error.ts";

const deviations = z.array(z.object({ function: z.string(), argument: z.string().optional() }));

/**
 * A place where our description differs on purpose. `*` stands for all arguments of the function; without an argument
 * the function itself is meant: we keep it although the vendor does not describe it.
 */
export type Deviation = z.infer<typeof deviations>[number];

export async function readDeviations(folder: string): Promise<readonly Deviation[]> {
  const file = path.join(folder, "deviations.json");
  const text = await readText(file);
  try {
    return deviations.parse(JSON.parse(text));
  } catch {
    throw new PullError(`${file} is not a list of objects with a function and an argument; correct its JSON`);
  }
}

export async function readCorrections(folder: string): Promise<{ file: string; text: string }> {
  const file = path.join(folder, "vendor-corrections.yaml");
  return { file, text: await readText(file) };
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new PullError(`${file} cannot be read: ${error.code}; a pull needs it next to openapi.yaml`);
  });
}
