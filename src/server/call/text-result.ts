import type { CallToolResult } from "@modelcontextprotocol/server";

/** A result is one text block, because some clients show a model only the first, and others only structured content. */
export function textResult(text: string, { isError = false } = {}): CallToolResult {
  return { content: [{ type: "text", text }], ...(isError && { isError }) };
}

/** The text of all blocks. */
export function textOfResult({ content }: CallToolResult): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}
