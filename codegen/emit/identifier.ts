/** Names that no constant of a module may have. */
const RESERVED = new Set([
  ...["break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum"],
  ...["export", "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null"],
  ...["return", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with"],
  // In strict code, which every module is.
  ...["arguments", "await", "eval", "implements", "interface", "let", "package", "private", "protected", "public"],
  ...["static", "undefined", "yield"],
  // Declared or imported by the generated modules themselves.
  ...["ToolDefinition", "tools"],
]);

/**
 * A tool's name as the name of its constant. Two names never yield one constant: `$`, which no tool's name holds, stands
 * for a dash, and in front of what no constant may be called.
 */
export function constantName(toolName: string): string {
  return toIdentifier(toolName.replaceAll("-", "$"));
}

/** A toolset's slug as the name its module is imported under (`buy-urls` → `buyUrls`). */
export function namespaceName(slug: string): string {
  return toIdentifier(slug.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()).replaceAll("-", "$"));
}

function toIdentifier(text: string): string {
  return /^[$\d]/.test(text) || RESERVED.has(text) ? `$${text}` : text;
}
