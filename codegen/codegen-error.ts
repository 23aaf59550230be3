/** Something the author of an input has to change. `at` is `file#/json/pointer`. */
export interface Problem {
  readonly at: string;
  readonly message: string;
  /** Set if the author only has to know it: the output is right without a change. */
  readonly isNote?: true;
}

/**
 * All problems found in the inputs, sorted by place. Stands for wrong input only: any other error is a defect of the
 * generator and keeps its stack.
 */
export class CodegenError extends Error {
  override readonly name = "CodegenError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = problems.toSorted(byPlace);
    super(sorted.map(describeProblem).join("\n"));
    this.problems = sorted;
  }
}

/** Throws all problems at once, so that one run shows everything that needs fixing. Notes are not thrown. */
export function assertNoProblems(problems: readonly Problem[]): void {
  const serious = problems.filter(({ isNote }) => !isNote);
  if (serious.length > 0) {
    throw new CodegenError(serious);
  }
}

export function describeProblem({ at, message }: Problem): string {
  return `${at}: ${message}`;
}

export function byPlace(a: Problem, b: Problem): number {
  return compareCodeUnits(a.at, b.at);
}

/** Order by code units: the same on every machine, whatever its locale. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One key of a JSON pointer (RFC 6901, section 3). */
export function pointerKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
