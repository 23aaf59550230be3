/** The whole description of 122 functions has 700 KB. A larger file is not a description. */
export const MAX_BYTES_PER_FILE = 4 * 1024 * 1024;
export const MAX_TOTAL_BYTES = 20 * 1024 * 1024;
export const MAX_FILES = 1000;
/** The vendor's own description has 60,000; a few lines of references can expand to billions. */
export const MAX_NODES = 500_000;
export const MAX_LEVELS = 200;
/** Aliases can expand a few lines to a huge document; descriptions hardly use them. */
export const MAX_ALIASES = 100;

export function inMegabytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MB`;
}
