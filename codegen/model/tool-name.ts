/** MCP clients accept these names; some refuse anything longer or wider. */
export const TOOL_NAME_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The published naming rule: the operationId if there is one, otherwise the HTTP method capitalised, followed by the
 * path without its slash, lower-cased except for its first letter (`POST /createProduct` → `PostCreateproduct`).
 *
 * The rule says nothing about longer paths, whose braces and slashes agents refuse in a name. A parameter is an argument,
 * not part of the name, and the rest is joined by dashes: `GET /{productId}/legal-requirements` →
 * `GetLegal-requirements`. If nothing is left, the parameters name the tool: `GET /{productId}` → `GetProductid`. Two
 * paths that differ in their parameters only collide, which is reported and settled by an operationId.
 */
export function toolName(method: string, path: string, operationId: string | undefined): string {
  return operationId ?? capitalise(method) + capitalise(pathStem(path));
}

function pathStem(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const plain = segments.filter((segment) => !segment.startsWith("{"));
  const naming = plain.length > 0 ? plain : segments.map((segment) => segment.replace(/[{}]/g, ""));
  return naming.join("-");
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}
