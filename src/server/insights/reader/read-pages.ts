import type { paths } from "../../../generated/api-types.ts";
import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import type { Arguments } from "../../upstream/form-encoding.ts";

export const PAGE_SIZE = 1000;
/** Pages of one list that are read at the same time. */
export const MAX_PARALLEL = 3;

/** A list of the API that has pages. */
export interface PagedList {
  readonly path: keyof paths;
  /** Without the number and size of the page. */
  readonly args: Arguments;
  /** The name of the list in the answer. */
  readonly field: string;
  /** Set if the answer is whole without it: the list is read only if all its pages are left. */
  readonly isOptional?: boolean;
  /** Of a list with more pages, only the first is read. */
  readonly maxPages?: number;
  /** Calls that are to remain for what is read afterwards. */
  readonly reserve?: number;
}

export interface Pages<T> {
  /** In the order of the list, without gaps: if something is missing, it is at the end. */
  readonly rows: readonly T[];
  /** Whether all pages were read. */
  readonly isComplete: boolean;
  /** The number of rows on all pages, if the API gives it. */
  readonly total: number | undefined;
}

interface PageReader {
  /** Undefined if no call is left. */
  readonly read: (args: Arguments) => Promise<unknown>;
  readonly callsLeft: () => number;
  /** Called with the number of calls that will follow. */
  readonly expect: (calls: number) => void;
}

export async function readPages<T>(
  { args, field, isOptional = false, maxPages = Number.POSITIVE_INFINITY }: PagedList,
  keep: (row: JsonObject) => T | undefined,
  reader: PageReader,
): Promise<Pages<T>> {
  const read = async (no: number): Promise<Page<T> | undefined> => {
    const data = await reader.read({ ...args, page_no: no, page_size: PAGE_SIZE });
    return data === undefined ? undefined : toPage(data, field, keep);
  };
  const first = isOptional && reader.callsLeft() === 0 ? undefined : await read(1);
  if (!first) {
    return { rows: [], isComplete: false, total: undefined };
  }
  const { rows, pageCount, head } = first;
  if (pageCount > maxPages || (isOptional && reader.callsLeft() < pageCount - 1)) {
    return { rows, isComplete: false, total: totalOf(head) };
  }
  reader.expect(pageCount - 1);
  const pages = [first, ...(await readFurther(pageCount, read))];
  const firstMissing = pages.indexOf(undefined);
  const kept = firstMissing < 0 ? pages : pages.slice(0, firstMissing);
  return {
    rows: kept.flatMap((page) => page?.rows ?? []),
    isComplete: firstMissing < 0,
    total: totalOf(head),
  };
}

/** The pages from the second on, several at a time. After one that could not be read, no other is begun. */
async function readFurther<T>(
  pageCount: number,
  read: (no: number) => Promise<Page<T> | undefined>,
): Promise<readonly (Page<T> | undefined)[]> {
  const pages = new Array<Page<T> | undefined>(Math.max(0, pageCount - 1)).fill(undefined);
  let next = 2;
  let isStopped = false;
  const readOn = async () => {
    while (next <= pageCount && !isStopped) {
      const no = next++;
      const page = await read(no);
      pages[no - 2] = page;
      isStopped ||= page === undefined;
    }
  };
  await Promise.all(Array.from({ length: MAX_PARALLEL }, readOn));
  return pages;
}

interface Page<T> {
  readonly rows: readonly T[];
  readonly head: JsonObject;
  readonly pageCount: number;
}

function toPage<T>(data: unknown, field: string, keep: (row: JsonObject) => T | undefined): Page<T> {
  const answer: JsonObject = isObject(data) ? data : {};
  const { [field]: list, ...head } = answer;
  const rows = (Array.isArray(list) ? list : []).filter(isObject).map(keep);
  const pageCount = Number(head["page_count"]);
  return {
    rows: rows.filter((row) => row !== undefined),
    head,
    pageCount: Number.isSafeInteger(pageCount) ? pageCount : 1,
  };
}

function totalOf({ item_count: count, summary }: JsonObject): number | undefined {
  const total = Number(count ?? (isObject(summary) ? summary["count"] : undefined));
  return Number.isSafeInteger(total) ? total : undefined;
}
