import { asPositive, type Form, readOptional } from "./arguments.ts";

interface Page {
  readonly number: number;
  readonly size: number;
}

/** Reads `page_no` and `page_size`. A size above the limit is lowered to it, as page_size in the answer shows. */
export function readPage(args: Form, defaultSize: number, maxSize: number): Page {
  const size = readOptional(args, "page_size", asPositive) ?? defaultSize;
  return { number: readOptional(args, "page_no", asPositive) ?? 1, size: Math.min(size, maxSize) };
}

export function cutPage<T>(items: readonly T[], { number, size }: Page): readonly T[] {
  return items.slice((number - 1) * size, number * size);
}

/** The number of pages for some items. No items make one empty page. */
export function countPages(itemCount: number, { size }: Page): number {
  return Math.max(1, Math.ceil(itemCount / size));
}
