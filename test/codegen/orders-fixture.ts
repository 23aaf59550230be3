import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Inputs } from "../../codegen/pipeline.ts";

const ORDERS_FOLDER = "test/fixtures/codegen/orders";

/** A small description over several files, its policy and its published table. */
export const ORDERS: Inputs = inputsIn(ORDERS_FOLDER);

/** Functions with a path parameter, with a dash, and with a name that no constant can have; aliases; nothing else. */
export const SHOPS: Inputs = inputsIn("test/fixtures/codegen/shops");

/** New texts by file; a function changes the text of the fixture, null removes the file. */
export type Changes = Readonly<Record<string, string | null | ((text: string) => string)>>;

export function inputsIn(folder: string): Inputs {
  return {
    description: `${folder}/openapi.yaml`,
    policy: `${folder}/policy.yaml`,
    published: `${folder}/published-tools.json`,
  };
}

/** Gives `use` a changed copy of the fixture, as a path relative to the working directory, and removes it afterwards. */
export async function withOrders<T>(changes: Changes, use: (folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    await cp(ORDERS_FOLDER, folder, { recursive: true });
    for (const [file, change] of Object.entries(changes)) {
      const target = path.join(folder, file);
      if (change === null) {
        await rm(target);
      } else {
        await writeFile(target, typeof change === "string" ? change : change(await readFile(target, "utf8")));
      }
    }
    return use(folder);
  });
}

/** Gives `use` an empty folder, as a path relative to the working directory, and removes it afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "codegen-"));
  try {
    return await use(path.relative(process.cwd(), folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Every file below `folder` by its name, as text; undefined if there is no such folder. */
export async function filesIn(folder: string): Promise<Record<string, string> | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  const files = entries?.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return (
    files &&
    Object.fromEntries(
      await Promise.all(
        files.map(async (file) => [path.relative(folder, file), await readFile(file, "utf8")] as const),
      ),
    )
  );
}
