import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CodegenError } from "../codegen-error.ts";

const publishedTools = z.array(
  z.strictObject({
    category: z.string().min(1),
    tool: z.string().min(1),
    description: z.string(),
    apiFunction: z.string().min(1),
  }),
);

/** A row of the table of tools that the vendor publishes. */
export type PublishedTool = z.infer<typeof publishedTools>[number];

export async function loadPublishedTools(file: string): Promise<readonly PublishedTool[]> {
  try {
    return publishedTools.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const problems =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => ({ at: `${file}#/${path.map(String).join("/")}`, message }))
        : [
            {
              at: `${file}#/`,
              message: `cannot be read: ${(error as Error).message.replace(/\s+/g, " ")}; check the file and its JSON`,
            },
          ];
    throw new CodegenError(problems);
  }
}
