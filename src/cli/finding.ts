/** One result of an examination. It is a problem if it has advice and is not merely a warning. */
export interface Finding {
  readonly what: string;
  readonly seen: string;
  readonly advice?: string;
  /** Nothing is broken, but the advice makes it better. */
  readonly isWarning?: true;
  /** Nothing was examined; `seen` says why. */
  readonly isSkipped?: true;
}

export function skipped(what: string, why: string): Finding {
  return { what, seen: why, isSkipped: true };
}

export function isProblem({ advice, isWarning }: Finding): boolean {
  return advice !== undefined && !isWarning;
}
