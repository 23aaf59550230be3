import { appendFile, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { tolerateClosedPipe } from "../codegen/closed-pipe.ts";
import { NoBaselineError } from "../codegen/diff/committed-tools.ts";
import { createToolRegistry } from "../src/server/contract/tool-registry.ts";
import { diffPublishedTools, isKept, type PublishedTool, toMarkdown } from "./published-tools-diff.ts";
import { describeToolsAgainst } from "./tools-against.ts";

/**
 * Compares the generated tools with the published table, or with `--against` with those of a commit. Prints Markdown.
 * Exits 1 if a published tool is not served; changes since a commit need a person's judgement.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      table: { type: "string", default: "openapi/published-tools.json" },
      /** A commit, by whatever name git knows it. */
      against: { type: "string" },
      /** A file to append the Markdown to, such as a CI job's summary. */
      summary: { type: "string" },
    },
  });
  const { markdown, code } = values.against
    ? { markdown: await describeToolsAgainst(values.against), code: 0 }
    : await describePublished(values.table);
  process.stdout.write(markdown);
  if (values.summary) {
    await appendFile(values.summary, markdown);
  }
  return code;
}

async function describePublished(file: string): Promise<{ markdown: string; code: number }> {
  const table: PublishedTool[] = JSON.parse(await readFile(file, "utf8"));
  const tools = [...createToolRegistry().values()].map(({ definition }) => definition);
  const differences = diffPublishedTools(
    table,
    tools.filter(({ isPublished }) => isPublished),
  );
  return { markdown: toMarkdown(differences, table.length), code: differences.every(isKept) ? 0 : 1 };
}

tolerateClosedPipe(process.stdout);
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof NoBaselineError)) {
    throw error;
  }
  process.stderr.write(`${error.message}; name a commit that exists here, or fetch it first\n`);
  process.exitCode = 1;
}
