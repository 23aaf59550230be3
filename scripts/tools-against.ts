import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { readCommittedTools } from "../codegen/diff/committed-tools.ts";
import { diffTools } from "../codegen/diff/diff-tools.ts";
import { readTools } from "../codegen/diff/read-tools.ts";
import { toMarkdown } from "../codegen/diff/report.ts";

const GENERATED = "src/generated";

/** How the generated tools differ from those of a commit, as Markdown. Throws a NoBaselineError if that has none. */
export async function describeToolsAgainst(revision: string): Promise<string> {
  const names = await readdir(path.join(GENERATED, "tools"));
  const modules = names.map((name) => readFile(path.join(GENERATED, "tools", name), "utf8"));
  const tools = readTools(await Promise.all(modules));
  return toMarkdown(diffTools(await readCommittedTools(GENERATED, revision), tools), revision);
}
