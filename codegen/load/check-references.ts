import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Problem, pointerKey } from "../codegen-error.ts";
import { openapiCore } from "../packages.ts";
import { isReference, nodeAt, splitReference } from "./references.ts";

interface Walk {
  /** Parsed files; a file that cannot be read is held as its error. */
  readonly documents: Map<string, unknown>;
  /** Places that a `$ref` points at: `open` while the walk is inside them. */
  readonly targets: Map<string, "open" | "done">;
  /** By place, since a schema used twice is walked twice. */
  readonly problems: Map<string, string>;
}

/**
 * Everything wrong with the `$ref`s of a description, each at its place in the author's own files. The bundler cannot
 * tell: it follows a cycle until the stack is full, and reads over the network without asking.
 */
export async function checkReferences(file: string): Promise<Problem[]> {
  const walk: Walk = { documents: new Map(), targets: new Map(), problems: new Map() };
  const root = await load(file, walk);
  if (root instanceof Error) {
    return [{ at: `${file}#/`, message: `cannot be read: ${reason(root)}; check the file name and its YAML` }];
  }
  await visit(root, file, "", walk);
  return [...walk.problems].map(([at, message]) => ({ at, message }));
}

async function visit(node: unknown, file: string, pointer: string, walk: Walk): Promise<void> {
  if (typeof node !== "object" || node === null) {
    return;
  }
  if (isReference(node)) {
    const message = await follow(node.$ref, file, walk);
    if (message !== undefined) {
      walk.problems.set(`${file}#${pointer}`, `\`$ref\` ${node.$ref} ${message}`);
    }
  }
  for (const [key, value] of Object.entries(node)) {
    await visit(value, file, `${pointer}/${pointerKey(key)}`, walk);
  }
}

/** Continues the walk at the reference's target. Returns the problem of the reference itself, if it has one. */
async function follow(reference: string, from: string, walk: Walk): Promise<string | undefined> {
  if (/^[a-z]+:\/\//i.test(reference)) {
    return "needs the network; keep the file next to the description and refer to it there";
  }
  if (!isDecodable(reference)) {
    return "has a % that encodes nothing; rename what it refers to, without the percent sign";
  }
  const { uri, fragment, keys } = splitReference(reference);
  if (uri.includes("%")) {
    return "has a percent sign in the file name, which is not decoded; write the name as it is, and rename a file that has one";
  }
  if (/%25/.test(fragment)) {
    return "refers to a name with a percent sign, which the types cannot be generated from; rename it";
  }
  const file = uri === "" ? from : path.join(path.dirname(from), uri);
  const target = `${file}#${fragment}`;
  if (walk.targets.get(target) === "open") {
    return "is part of a cycle; write the schema out to the depth that is needed";
  }
  const document = await load(file, walk);
  if (document instanceof Error) {
    return `cannot be read: ${reason(document)}; correct the reference or the file`;
  }
  let isElsewhere = false;
  const node = nodeAt(document, keys, () => {
    // The rest of the way lies behind another reference, which is checked at its own place.
    isElsewhere = true;
  });
  if (isElsewhere) {
    return undefined;
  }
  if (node === undefined) {
    return `leads nowhere: ${file} has no ${fragment}; correct the reference`;
  }
  if (!walk.targets.has(target)) {
    walk.targets.set(target, "open");
    await visit(node, file, fragment, walk);
    walk.targets.set(target, "done");
  }
  return undefined;
}

/** Whether decoding it later, here or in the bundler, works. */
function isDecodable(reference: string): boolean {
  try {
    decodeURIComponent(reference);
    return true;
  } catch {
    return false;
  }
}

async function load(file: string, { documents }: Walk): Promise<unknown> {
  if (!documents.has(file)) {
    documents.set(
      file,
      await readFile(file, "utf8")
        .then(openapiCore.parseYaml)
        .catch((error: unknown) => error),
    );
  }
  return documents.get(file);
}

/** Without the path: the reference names the file, and an absolute path differs between machines. */
function reason(error: NodeJS.ErrnoException): string {
  return error.code === "ENOENT" ? "there is no such file" : (error.message.split("\n")[0] ?? "");
}
