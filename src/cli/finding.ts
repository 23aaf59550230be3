/** One result of an examination. It is a problem if it has advice. */
export interface Finding {
  readonly what: string;
  readonly seen: string;
  readonly advice?: string;
}
