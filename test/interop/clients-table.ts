import type { Client, Shown } from "./clients/client.ts";
import { versionOf } from "./newer-node.ts";
import { CUT, NOTE, RESULTS, type Result } from "./results.ts";

/** The text of each result. */
export type Texts = ReadonlyMap<Result, string>;

export interface Sight {
  readonly client: Client;
  readonly toolCount: number;
  readonly shown: ReadonlyMap<Result, Shown>;
}

const HEADING = "## What each client shows the model\n";

/** The page with a table of what was seen, compared with what we sent. */
export function withTable(page: string, sent: Texts, sights: readonly Sight[]): string {
  const start = page.indexOf("\n| client |", page.indexOf(HEADING));
  if (!page.includes(HEADING) || start < 0) {
    throw new Error(`The page has no table below "${HEADING.trim()}".`);
  }
  const end = page.indexOf("\n\n", start);
  const rest = end < 0 ? "\n" : page.slice(end);
  return `${page.slice(0, start)}\n${tableOf(sent, sights)}${rest}`;
}

function tableOf(sent: Texts, sights: readonly Sight[]): string {
  const titles = RESULTS.map(({ title }) => title);
  const columns = ["client", "seen with", "reaches the model through", "tools", ...titles, "form", "items", "length"];
  const rows = sights.map((sight) => cellsOf(sent, sight));
  const lines = [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return lines.join("\n").replaceAll("| --- ", "|---").replace("--- |", "---|");
}

function cellsOf(sent: Texts, { client, toolCount, shown }: Sight): readonly string[] {
  const versions = client.packages.map((name) => `${name} ${versionOf(name)}`);
  const textOf = (result: Result) => shown.get(result)?.text ?? "";
  const found = RESULTS.map((result) =>
    result.sentences.every((sentence) => sentence.test(textOf(result))) ? "yes" : "**no**",
  );
  const items = itemsOf(sent.get(CUT) ?? "");
  const arrived = items.filter((item) => textOf(CUT).includes(item));
  const percent = Math.round((100 * textOf(CUT).length) / (sent.get(CUT) ?? "").length);
  return [
    client.name,
    versions.join(", "),
    [...new Set([...shown.values()].map(({ through }) => through))].join(", "),
    String(toolCount),
    ...found,
    formOf(sent.get(NOTE) ?? "", textOf(NOTE)),
    `${arrived.length} of ${items.length}`,
    `${percent} %`,
  ];
}

function itemsOf(cutAnswer: string): readonly string[] {
  const { purchase_list } = JSON.parse(cutAnswer) as { purchase_list: { id: string }[] };
  return purchase_list.map(({ id }) => id);
}

/** What a client makes of the text that we sent. */
export function formOf(sent: string, shown: string): string {
  if (shown.includes(sent)) {
    return "the text";
  }
  if (shown.includes(JSON.stringify(sent).slice(1, -1))) {
    return "the text, quoted in JSON";
  }
  return isSameJson(sent, shown) ? "the same JSON, reformatted" : "another text";
}

function isSameJson(sent: string, shown: string): boolean {
  try {
    return JSON.stringify(JSON.parse(shown)) === JSON.stringify(JSON.parse(sent));
  } catch {
    return false;
  }
}
