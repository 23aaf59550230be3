/**
 * - `compatible`: calls that were accepted before still are
 * - `incompatible`: some call that was accepted before is refused now
 * - `mark`: affects how the host treats the tool
 */
export interface Change {
  readonly kind: "compatible" | "incompatible" | "mark";
  readonly text: string;
}

export type Aspect =
  | "added"
  | "removed"
  | "type"
  | "required"
  | "optional"
  | "values added"
  | "values removed"
  | "default"
  | "description"
  | "limit";

/** A change of a schema in its parts. */
export interface SchemaChange extends Change {
  /** Dotted, from the arguments; empty for all of them. */
  readonly place: string;
  readonly aspect: Aspect;
}

export function compatible(place: string, aspect: Aspect, text: string): SchemaChange {
  return { kind: "compatible", place, aspect, text: place === "" ? `arguments: ${text}` : `${place}: ${text}` };
}

export function incompatible(place: string, aspect: Aspect, text: string): SchemaChange {
  return { ...compatible(place, aspect, text), kind: "incompatible" };
}
