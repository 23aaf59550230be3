/** MCP clients accept these names; some refuse anything longer or wider. */
export const TOOL_NAME_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The published naming rule: the operationId where there is one, otherwise the HTTP method capitalised, followed by the
 * path without its slash, lower-cased but for its first letter (`POST /createProduct` → `PostCreateproduct`).
 */
export function toolName(method: string, path: string, operationId: string | undefined): string {
  return operationId ?? capitalise(method) + capitalise(path.replace(/^\//, ""));
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}
