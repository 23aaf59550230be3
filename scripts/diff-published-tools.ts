import { appendFile, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { tools } from "../src/generated/tools/index.ts";
import { diffPublishedTools, type PublishedTool, toMarkdown } from "./published-tools-diff.ts";

/** Compares the generated tools with the published table. Prints Markdown, exits 1 where they differ. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      table: { type: "string", default: "openapi/published-tools.json" },
      /** A file to append the Markdown to, such as a CI job's summary. */
      summary: { type: "string" },
    },
  });
  const table: PublishedTool[] = JSON.parse(await readFile(values.table, "utf8"));
  const differences = diffPublishedTools(
    table,
    tools.filter(({ isPublished }) => isPublished),
  );
  const markdown = toMarkdown(differences, table.length);
  process.stdout.write(markdown);
  if (values.summary) {
    await appendFile(values.summary, markdown);
  }
  process.exitCode = differences.length === 0 ? 0 : 1;
}

await main();
