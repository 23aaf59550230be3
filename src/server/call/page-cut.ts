/** A page of the API: pages have numbers from 1, and all are of the same size. */
export interface Page {
  readonly no: number;
  readonly size: number;
}

interface PageCut {
  /** The number of items to show. */
  readonly kept: number;
  /** The page that begins with the first item that is not shown. */
  readonly next: Page;
}

/** Pages differ in length, so the next page is asked to be smaller than what fitted. */
const SAFETY = 0.95;
/** The share of what fits that is shown at least. */
const MIN_SHARE = 0.8;

/**
 * Chooses how many of the items that fit are shown, so that a page of the API begins at the first one that is not.
 * An agent that goes on there gets every item exactly once.
 * @param fits the number of items that fit, at least 1
 */
export function cutToPages(page: Page, fits: number): PageCut {
  const offset = (page.no - 1) * page.size;
  let size = Math.max(1, roundDown(Math.floor(fits * SAFETY)));
  // Pages of one item begin everywhere, so the search ends.
  while (keptOf(fits, offset, size) < fits * MIN_SHARE) {
    size--;
  }
  const kept = keptOf(fits, offset, size);
  return { kept, next: { no: (offset + kept) / size + 1, size } };
}

/** The number of items up to the last beginning of a page among those that fit. */
function keptOf(fits: number, offset: number, size: number): number {
  return fits - ((offset + fits) % size);
}

/** A round number is easier to repeat. */
function roundDown(count: number): number {
  return count > 20 ? count - (count % 10) : count;
}
