/** Ids and amounts are written as a number here and as text there; on the wire all is text. */
const SCALARS = new Set(["string", "integer", "number"]);

export function isSameType(ours: string, theirs: string): boolean {
  return ours === theirs || ours === "any" || theirs === "any" || (SCALARS.has(ours) && SCALARS.has(theirs));
}
