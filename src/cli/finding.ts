/** One result of an examination. It is a problem if it has advice. */
export interface Finding {
  readonly what: string;
  readonly seen: string;
  readonly advice?: string;
  /** Nothing was examined; `seen` says why. */
  readonly isSkipped?: true;
}

export function skipped(what: string, why: string): Finding {
  return { what, seen: why, isSkipped: true };
}
