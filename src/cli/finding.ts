/** One finding. `advice` is what to do, for a problem. */
export interface Finding {
  readonly what: string;
  readonly seen: string;
  readonly advice?: string;
}
