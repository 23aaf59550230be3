/** A table whose cells may contain any text. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(asCell).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function asCell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}
