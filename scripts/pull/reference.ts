import path from "node:path";
import { splitReference } from "../../codegen/load/references.ts";
import { PullError } from "./pull-error.ts";

/** The target of a `$ref`: a file, by its path from the root's folder, and a JSON pointer in it. */
interface SourceReference {
  readonly file: string;
  readonly keys: readonly string[];
}

/** No colon, which would make it an address, and nothing that URLs drop silently, such as a tab. */
const RELATIVE_FILE = /^[\p{L}\p{N}_{}.~ +-]+(\/[\p{L}\p{N}_{}.~ +-]+)*$/u;

/** Reads the `$ref` of a file. Throws for one that leads out of the source. */
export function readReference(reference: string, from: string): SourceReference {
  const shown = `${from} refers to ${JSON.stringify(reference.slice(0, 200))}`;
  try {
    const { uri, keys } = splitReference(reference);
    const relative = decodeURIComponent(uri);
    const file = relative === "" ? from : path.posix.join(path.posix.dirname(from), relative);
    if ((relative !== "" && !RELATIVE_FILE.test(relative)) || /^\.\.?(\/|$)/.test(file)) {
      throw new PullError(`${shown}, which lies outside the source`);
    }
    return { file, keys };
  } catch (error) {
    throw error instanceof URIError ? new PullError(`${shown}, which is not a reference`) : error;
  }
}
