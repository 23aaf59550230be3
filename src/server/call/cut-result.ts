import type { JsonObject } from "../contract/normalise-arguments.ts";
import { isObject } from "../kit/is-object.ts";
import type { PrintedAnswer } from "./print-answer.ts";

/** A part that was removed from an answer that is too large. */
export interface Cut {
  /** The dotted path from `data`; empty for `data` itself. */
  readonly place: string;
  readonly kept: number;
  readonly total: number;
}

const EMPTY_LIST = "[]".length;
const EMPTY_OBJECT = "{}".length;

/**
 * Cuts an answer to `limit` characters of JSON, as `print` writes it. Whole items are removed from the end of the largest
 * list, at any depth. If no list is left to cut, the largest member is removed. Every cut is reported in `cuts`.
 */
export function cutResult(
  data: unknown,
  limit: number,
  print: PrintedAnswer["print"],
): { data: unknown; cuts: readonly Cut[] } {
  const cuts: Cut[] = [];
  return { data: cutTo(data, limit, "", { cuts, sizeOf: (part) => print(part).length }), cuts };
}

interface Cutting {
  readonly cuts: Cut[];
  readonly sizeOf: (value: unknown) => number;
}

function cutTo(value: unknown, room: number, place: string, cutting: Cutting): unknown {
  if (cutting.sizeOf(value) <= room) {
    return value;
  }
  if (Array.isArray(value) && room >= EMPTY_LIST) {
    return cutList(value, room, place, cutting);
  }
  if (isObject(value) && room >= EMPTY_OBJECT) {
    return cutObject(value, room, place, cutting);
  }
  cutting.cuts.push({ place, kept: 0, total: Array.isArray(value) ? value.length : 1 });
  return undefined;
}

function cutList(items: readonly unknown[], room: number, place: string, cutting: Cutting): unknown[] {
  const { cuts, sizeOf } = cutting;
  const kept: unknown[] = [];
  // The first item has no comma.
  let used = EMPTY_LIST - 1;
  for (const item of items) {
    used += sizeOf(item) + 1;
    if (used > room) {
      break;
    }
    kept.push(item);
  }
  const roomInside = room - EMPTY_LIST;
  if (kept.length === 0 && isObject(items[0]) && roomInside >= EMPTY_OBJECT) {
    // Not even one item fits: a part of the first is better than nothing.
    kept.push(cutTo(items[0], roomInside, `${place}[0]`, cutting));
  }
  if (kept.length < items.length) {
    cuts.push({ place, kept: kept.length, total: items.length });
  }
  return kept;
}

function cutObject(object: JsonObject, room: number, place: string, cutting: Cutting): JsonObject {
  const { sizeOf } = cutting;
  const result: Record<string, unknown> = { ...object };
  const sizes = new Map(Object.entries(object).map(([key, value]) => [key, sizeOf(value)]));
  // Updated by subtraction: measuring the rest again for every member takes seconds if there are thousands.
  let excess = sizeOf(object) - room;
  for (const [key, size] of [...sizes].toSorted(([, a], [, b]) => b - a)) {
    if (excess <= 0) {
      break;
    }
    const cut = cutTo(object[key], size - excess, place === "" ? key : `${place}.${key}`, cutting);
    if (cut === undefined) {
      delete result[key];
      excess -= sizeOf(key) + 1 + size + 1;
    } else {
      result[key] = cut;
      excess -= size - sizeOf(cut);
    }
  }
  return result;
}
