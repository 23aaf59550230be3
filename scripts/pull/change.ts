export type ChangeKind =
  | "function added"
  | "function removed"
  | "method changed"
  | "operationId changed"
  | "argument added"
  | "argument removed"
  | "argument retyped"
  | "argument now required"
  | "argument no longer required"
  | "values added"
  | "values removed"
  | "default changed";

export interface Change {
  readonly kind: ChangeKind;
  readonly functionName: string;
  /** Dotted, where the change is one of an argument. */
  readonly argument?: string;
  /** In words: what it was, what it is. */
  readonly detail?: string;
  /** Callers that worked may not work any more. */
  readonly breaks: boolean;
}

/** A change that the command does not make itself, and why not. */
export interface ByHand extends Change {
  readonly reason: string;
}
