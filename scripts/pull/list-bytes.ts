import path from "node:path";
import { CodegenError } from "../../codegen/codegen-error.ts";
import { loadDescription } from "../../codegen/load/load-description.ts";
import { loadPolicy } from "../../codegen/load/load-policy.ts";
import { loadPublishedTools } from "../../codegen/load/load-published-tools.ts";
import { buildModel } from "../../codegen/model/build-model.ts";

export interface ListBytes {
  /** Bytes of each tool in `tools/list`, by function. */
  readonly ofFunction: ReadonlyMap<string, number>;
  /** Of all published tools together. */
  readonly published: number;
}

/** What the tools of a description take in `tools/list`; or the generator's reasons why it would not take it. */
export async function measureList(folder: string): Promise<ListBytes | readonly string[]> {
  const publishedFile = path.join(folder, "published-tools.json");
  try {
    const [{ operations }, policy, published] = await Promise.all([
      loadDescription(path.join(folder, "openapi.yaml")),
      loadPolicy(path.join(folder, "policy.yaml")),
      loadPublishedTools(publishedFile),
    ]);
    const { tools } = buildModel({ operations, policy, published, publishedFile });
    const sized = tools.map(({ functionName, name, description, inputSchema, mark }) => ({
      functionName,
      isPublished: mark.published,
      bytes: Buffer.byteLength(JSON.stringify({ name, description, inputSchema })),
    }));
    return {
      ofFunction: new Map(sized.map(({ functionName, bytes }) => [functionName, bytes])),
      published: sized.filter(({ isPublished }) => isPublished).reduce((sum, { bytes }) => sum + bytes, 0),
    };
  } catch (error) {
    if (error instanceof CodegenError) {
      return error.problems.map(({ at, message }) => `${path.relative(folder, path.resolve(at))}: ${message}`);
    }
    throw error;
  }
}
