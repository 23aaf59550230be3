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
  /** Dotted; absent if the change is not about an argument. */
  readonly argument?: string;
  /** The old and the new state in words. */
  readonly detail?: string;
  /** Calls that worked before may fail. */
  readonly breaks: boolean;
}

/** A change that the command does not make itself, with the reason. */
export interface ByHand extends Change {
  readonly reason: string;
}
