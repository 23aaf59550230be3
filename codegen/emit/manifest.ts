import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { compareCodeUnits } from "../codegen-error.ts";
import type { ToolModel } from "../model/api-model.ts";

/** Hashes of the inputs and the tools, so a changed tool is one changed line in a review. */
export async function emitManifest(tools: readonly ToolModel[], inputFiles: readonly string[]): Promise<string> {
  const inputs: Record<string, string> = {};
  for (const file of inputFiles.map(fromWorkingDirectory).toSorted(compareCodeUnits)) {
    inputs[file] = sha256(await readFile(file));
  }
  const surfaces = Object.fromEntries(tools.map((tool) => [tool.name, sha256(surfaceOf(tool))]));
  return `${JSON.stringify({ inputs, tools: surfaces }, null, 2)}\n`;
}

/** However the command line wrote it: an absolute path would differ between machines. */
function fromWorkingDirectory(file: string): string {
  return path.relative(process.cwd(), file).split(path.sep).join("/");
}

/** Everything about a tool that a caller or an operator can notice. */
function surfaceOf(tool: ToolModel): string {
  const { at: _, reviewed, aliases, confirm, ...marks } = tool.mark;
  const rarities = [...(reviewed ? [] : ["not reviewed"]), ...aliases, ...confirm];
  return JSON.stringify([tool.name, tool.description, tool.path, tool.inputSchema, marks, ...rarities]);
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
