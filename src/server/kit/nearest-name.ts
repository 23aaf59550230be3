import { closest, distance } from "fastest-levenshtein";

/** The search takes longer the longer both names are, and none of our names is nearly as long as this. */
const MAX_NAME_LENGTH = 64;

/** The candidate that is most similar to a mistyped name; undefined if the name is too long to be a typing error. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  return name.length > MAX_NAME_LENGTH || candidates.length === 0 ? undefined : closest(name, candidates);
}

/** Whether a candidate is so similar to a name that it was probably meant. */
export function isNear(name: string, candidate: string): boolean {
  if (name.length > MAX_NAME_LENGTH) {
    return false;
  }
  return distance(name.toLowerCase(), candidate.toLowerCase()) <= Math.max(2, name.length / 4);
}
