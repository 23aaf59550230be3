import { closest, distance } from "fastest-levenshtein";

/** The search takes time by the length of both names, and no name of ours is nearly as long. */
const MAX_NAME_LENGTH = 64;

/** The candidate that a mistyped name most resembles. A name too long to be a slip of any of them gets no guess. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  return name.length > MAX_NAME_LENGTH || candidates.length === 0 ? undefined : closest(name, candidates);
}

/** Whether a candidate resembles a name closely enough to be what was meant. */
export function isNear(name: string, candidate: string): boolean {
  if (name.length > MAX_NAME_LENGTH) {
    return false;
  }
  return distance(name.toLowerCase(), candidate.toLowerCase()) <= Math.max(2, name.length / 3);
}
