import { type Scalar, stringify, type YAMLMap } from "yaml";
import { PullError } from "./pull-error.ts";
import { endOfLine, indentAt, insertLine, startOfLine } from "./text-lines.ts";
import { findPair, listAt, mapAt, type Place, type Range, type Ranged, rangeOf } from "./yaml-places.ts";

// YAML is edited as text: what is not asked for stays as it is, byte for byte, comments and layout included. The library
// could print a changed document too, but in a layout of its own.

/** Tells the key that a new one is to stand before. Where none is told it comes last. */
export type Before = (key: string) => boolean;

/** Sets a value, whether something is there or not; the map it goes into has to be there. New values are written in one line. */
export function setIn(text: string, place: Place, value: unknown, before: Before = () => false): string {
  const map = mapAt(text, place.slice(0, -1));
  const key = String(place.at(-1));
  const pair = findPair(map, key);
  if (pair) {
    const [start, end] = rangeOf(pair.value as Ranged);
    return text.slice(0, start) + toFlow(value) + text.slice(end);
  }
  return insertPair(text, map, `${toFlow(key)}: ${toFlow(value)}`, before);
}

/** Adds an item at the end of a list, which has to be there and to hold some. */
export function appendIn(text: string, place: Place, value: unknown): string {
  const list = listAt(text, place);
  const [first, last] = [list.items[0], list.items.at(-1)];
  if (list.flow || !last || !first) {
    throw new PullError(`there is no list at ${place.join(".")} to add to; edit it by hand`);
  }
  const dash = text.lastIndexOf("-", rangeOf(first as Ranged)[0]);
  return insertLine(text, endOfLine(text, rangeOf(last as Ranged)[1]), `${indentAt(text, dash)}- ${toFlow(value)}`);
}

/** Removes a key with its value; nothing happens where there is none. */
export function deleteIn(text: string, place: Place): string {
  const map = mapAt(text, place.slice(0, -1));
  const pair = findPair(map, String(place.at(-1)));
  if (!pair) {
    return text;
  }
  const ranges = map.items.map(({ key, value }): Range => [rangeOf(key)[0], rangeOf((value ?? key) as Ranged)[1]]);
  return removeMember(text, map, ranges, map.items.indexOf(pair), "{}");
}

/** Removes an item of a list. */
export function deleteItem(text: string, place: Place, index: number): string {
  const list = listAt(text, place);
  const ranges = list.items.map((item): Range => {
    const [start, end] = rangeOf(item as Ranged);
    return [list.flow ? start : text.lastIndexOf("-", start), end];
  });
  return ranges[index] ? removeMember(text, list, ranges, index, "[]") : text;
}

/** Gives a key another name. */
export function renameKey(text: string, place: Place, name: string): string {
  const pair = findPair(mapAt(text, place.slice(0, -1)), String(place.at(-1)));
  if (!pair) {
    return text;
  }
  const [start, end] = rangeOf(pair.key);
  return text.slice(0, start) + name + text.slice(end);
}

/** A value in one line, in the layout of our files: `{ type: string, enum: [a, b] }`. */
export function toFlow(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(toFlow).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${toFlow(key)}: ${toFlow(inner)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  // Inside a flow collection more has to be quoted than alone, and Y and no wherever YAML 1.1 is read.
  return stringify([value], { collectionStyle: "flow", lineWidth: 0, version: "1.1" })
    .trim()
    .replace(/^\[ ?| ?\]$/g, "");
}

function insertPair(text: string, map: YAMLMap<Scalar, unknown>, line: string, before: Before): string {
  const follower = map.items.find(({ key }) => before(String(key.value)));
  const last = map.items.at(-1);
  if (map.flow || !last) {
    const [start, end] = rangeOf(map);
    const inside = text.slice(start + 1, end - 1).trim();
    return `${text.slice(0, start)}{ ${inside === "" ? "" : `${inside}, `}${line} }${text.slice(end)}`;
  }
  const key = rangeOf((follower ?? last).key)[0];
  const indented = indentAt(text, key) + line;
  return follower
    ? `${text.slice(0, startOfLine(text, key))}${indented}\n${text.slice(startOfLine(text, key))}`
    : insertLine(text, endOfLine(text, rangeOf((last.value ?? last.key) as Ranged)[1]), indented);
}

/** `ranges` are those of all members. In a block the lines of one are its own; what is said above the next stays. */
function removeMember(
  text: string,
  { flow, range }: { flow?: boolean | undefined } & Ranged,
  ranges: readonly Range[],
  index: number,
  empty: string,
): string {
  const [start, end] = ranges[index] ?? [0, 0];
  const [before, after] = [ranges[index - 1], ranges[index + 1]];
  if (!before && !after) {
    const [from, to] = rangeOf({ range });
    // A block ends where the next begins, with the line break between them.
    return text.slice(0, from) + empty + text.slice(flow ? to : text.slice(0, end).trimEnd().length);
  }
  if (flow) {
    return after ? text.slice(0, start) + text.slice(after[0]) : text.slice(0, before?.[1]) + text.slice(end);
  }
  // The first member of a list's item stands behind the dash, so that the second has to come there.
  const isBehindDash = text.slice(startOfLine(text, start), start).trim() !== "";
  return isBehindDash && after
    ? text.slice(0, start) + text.slice(after[0])
    : text.slice(0, startOfLine(text, start)) + text.slice(endOfLine(text, end));
}
