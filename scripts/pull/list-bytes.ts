import path from "node:path";
import { CodegenError } from "../../codegen/codegen-error.ts";
import { loadDescription } from "../../codegen/load/load-description.ts";
import { loadPolicy } from "../../codegen/load/load-policy.ts";
import { loadPublishedTools } from "../../codegen/load/load-published-tools.ts";
import { buildModel } from "../../codegen/model/build-model.ts";
import { toListedTool } from "../../src/server/contract/tool-registry.ts";

export interface ListBytes {
  /** Bytes of each published tool in `tools/list`, by function. */
  readonly ofFunction: ReadonlyMap<string, number>;
  /** Of all published tools together. */
  readonly published: number;
}

/** The size of a description's tools in `tools/list`, or the generator's reasons for rejecting it. */
export async function measureList(folder: string): Promise<ListBytes | readonly string[]> {
  const publishedFile = path.join(folder, "published-tools.json");
  try {
    const [{ operations }, policy, published] = await Promise.all([
      loadDescription(path.join(folder, "openapi.yaml")),
      loadPolicy(path.join(folder, "policy.yaml")),
      loadPublishedTools(publishedFile),
    ]);
    const { tools } = buildModel({ operations, policy, published, publishedFile });
    const sized = tools
      .filter(({ mark }) => mark.published)
      .map(({ functionName, name, description, inputSchema, mark }) => {
        const { title, access, destructive: isDestructive, idempotent: isIdempotent } = mark;
        const tool = { name, title, description, inputSchema, access, isDestructive, isIdempotent };
        const listed = JSON.stringify(toListedTool(tool));
        return [functionName, Buffer.byteLength(listed)] as const;
      });
    return { ofFunction: new Map(sized), published: sized.reduce((sum, [, bytes]) => sum + bytes, 0) };
  } catch (error) {
    if (error instanceof CodegenError) {
      return error.problems.map(({ at, message }) => `${path.relative(folder, path.resolve(at))}: ${message}`);
    }
    throw error;
  }
}
