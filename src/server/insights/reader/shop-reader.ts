import type { paths } from "../../../generated/api-types.ts";
import type { Progress } from "../../call/call.ts";
import type { Reports } from "../../call/call-record.ts";
import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { CallError, type ErrorKind } from "../../kit/errors.ts";
import { isObject } from "../../kit/is-object.ts";
import type { Arguments } from "../../upstream/form-encoding.ts";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";
import { type Bounds, createBudget } from "./budget.ts";
import { type PagedList, type Pages, readPages } from "./read-pages.ts";

export interface ShopReaderOptions {
  readonly client: Digistore24Client;
  readonly apiKey: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly reports: Reports;
  readonly bounds: Bounds;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/** A part of an answer, or the reason why it is missing. */
export interface Part {
  readonly data: unknown;
  readonly error?: CallError;
}

/** After one of these, every other call would fail too. */
const FATAL: readonly ErrorKind[] = ["key", "cancelled", "operator"];

/** Reads a shop for one answer, within its budget. */
export interface ShopReader {
  /** Milliseconds since 1970, the same during the whole answer. */
  readonly nowMs: number;
  /** The `data` of one answer; undefined if no call is left, which makes the answer incomplete. Throws a CallError. */
  read(path: keyof paths, args: Arguments): Promise<unknown>;
  /** The same for a part that the answer can do without: if only this call fails, the others go on. */
  readPart(path: keyof paths, args: Arguments): Promise<Part>;
  /** The rows of a list over all its pages, each reduced to what is needed. Throws a CallError. */
  pages<T>(list: PagedList, keep: (row: JsonObject) => T | undefined): Promise<Pages<T>>;
  /** Calls that are left for this answer. */
  callsLeft(): number;
  /** Why something could not be read; undefined as long as everything was. */
  stopped(): string | undefined;
}

export function createShopReader(options: ShopReaderOptions): ShopReader {
  const { bounds, onProgress, now = Date.now } = options;
  const budget = createBudget(bounds);
  // Once one call has failed, nothing else that is being read is of use.
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  let known = 0;
  let answered = 0;
  let stopped: string | undefined;

  const attempt = async (path: keyof paths, args: Arguments, reserve = 0): Promise<Part> => {
    if (!budget.take(reserve)) {
      stopped ??= budget.end(reserve);
      return { data: undefined };
    }
    known = Math.max(known, budget.calls());
    try {
      const data = await callOnce(options, { path, args, signal, timeoutMs: budget.msForCall() });
      answered++;
      onProgress?.({ done: answered, total: known, message: `${answered} of ${known} calls to Digistore24` });
      return { data };
    } catch (error) {
      if (isOutOfTime(error) && budget.end() !== undefined) {
        stopped ??= budget.end();
        return { data: undefined };
      }
      if (error instanceof CallError && !FATAL.includes(error.kind)) {
        return { data: undefined, error: named(error, path, args) };
      }
      failed.abort();
      throw error instanceof CallError ? named(error, path, args) : error;
    }
  };
  const read = async (path: keyof paths, args: Arguments, reserve = 0): Promise<unknown> => {
    const { data, error } = await attempt(path, args, reserve);
    if (error) {
      failed.abort();
      throw error;
    }
    return data;
  };

  return {
    nowMs: now(),
    read: (path, args) => read(path, args),
    readPart: (path, args) => attempt(path, args),
    callsLeft: budget.callsLeft,
    pages: (list, keep) =>
      readPages(list, keep, {
        read: (args) => read(list.path, args, list.reserve),
        callsLeft: budget.callsLeft,
        expect: (calls) => {
          known = budget.calls() + calls;
        },
      }),
    stopped: () => stopped,
  };
}

interface OneCall {
  readonly path: keyof paths;
  readonly args: Arguments;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

function callOnce({ client, apiKey, reports }: ShopReaderOptions, call: OneCall): Promise<unknown> {
  return client.call({ ...call, apiKey, isRead: true, ...reports });
}

function isOutOfTime(error: unknown): boolean {
  return error instanceof CallError && error.kind === "timeout";
}

/** An agent sees one tool, so the error says which of its calls failed. */
function named(error: CallError, path: keyof paths, { page_no: page }: Arguments): CallError {
  const place = `${path.slice(1)}${typeof page === "number" && page > 1 ? `, page ${page}` : ""}`;
  return new CallError(error.kind, `${place}: ${error.message}`, error.details);
}

/** An answer's object; empty if it is none. */
export function asObject(data: unknown): JsonObject {
  return isObject(data) ? data : {};
}
