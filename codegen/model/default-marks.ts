/** The value of a mark that a generated module leaves out. The runtime fills in the same (`tool-definition.ts`). */
export const DEFAULT_MARKS = {
  isPublished: false,
  isDestructive: false,
  isIdempotent: false,
  money: "none",
  mail: "none",
  handlesCredentials: false,
  isList: false,
  columns: [],
  sentDefaults: {},
} as const;
