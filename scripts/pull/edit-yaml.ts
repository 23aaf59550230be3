import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar, stringify, type YAMLMap } from "yaml";
import { PullError } from "./pull-error.ts";

/**
 * Edits YAML as text: what is not asked for stays as it is, byte for byte, comments and layout included. Places are lists
 * of keys. The library could print a changed document too, but in a layout of its own.
 */
export type Place = readonly (string | number)[];

/** Sets a value, whether something is there or not; the map it goes into has to be there. New values are written in one line. */
export function setIn(text: string, place: Place, value: unknown, options: { readonly sorted?: boolean } = {}): string {
  const map = mapAt(text, place.slice(0, -1));
  const key = String(place.at(-1));
  const pair = findPair(map, key);
  if (pair) {
    const [start, end] = rangeOf(pair.value as Ranged);
    return text.slice(0, start) + toFlow(value) + text.slice(end);
  }
  return insertPair(text, map, `${toFlow(key)}: ${toFlow(value)}`, options.sorted === true ? key : undefined);
}

/** Adds an item at the end of a list, which has to be there and to hold some. */
export function appendIn(text: string, place: Place, value: unknown): string {
  const list = parseDocument(text, { keepSourceTokens: true }).getIn(place, true);
  const last = isSeq(list) ? list.items.at(-1) : undefined;
  const first = isSeq(list) ? list.items[0] : undefined;
  if (!isSeq(list) || list.flow || !last || !first) {
    throw new PullError(`there is no list at ${place.join(".")} to add to; edit it by hand`);
  }
  const dash = text.lastIndexOf("-", rangeOf(first as Ranged)[0]);
  const indent = " ".repeat(dash - (text.lastIndexOf("\n", dash - 1) + 1));
  const end = rangeOf(last as Ranged)[1];
  return `${text.slice(0, end).trimEnd()}\n${indent}- ${toFlow(value)}\n${text.slice(end).replace(/^\n/, "")}`;
}

/** Removes a key with its value; nothing happens where there is none. */
export function deleteIn(text: string, place: Place): string {
  const map = mapAt(text, place.slice(0, -1));
  const pair = findPair(map, String(place.at(-1)));
  if (!pair) {
    return text;
  }
  const index = map.items.indexOf(pair);
  const start = rangeOf(pair.key)[0];
  const next = map.items[index + 1];
  if (next) {
    return text.slice(0, start) + text.slice(rangeOf(next.key)[0]);
  }
  const before = map.items[index - 1];
  const from = before ? rangeOf(before.value as Ranged)[1] : start;
  return text.slice(0, from) + text.slice(rangeOf(pair.value as Ranged)[1]);
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

interface Ranged {
  readonly range?: readonly [number, number, number] | null | undefined;
}

function rangeOf(node: Ranged): readonly [number, number] {
  if (!node?.range) {
    throw new PullError("a YAML value has no place in its file; edit it by hand");
  }
  return [node.range[0], node.range[1]];
}

type FoundPair = Pair<Scalar, unknown>;

function mapAt(text: string, place: Place): YAMLMap<Scalar, unknown> {
  const node = parseDocument(text, { keepSourceTokens: true }).getIn(place, true);
  if (!isMap(node)) {
    throw new PullError(`there is no object at ${place.join(".")} to write into; edit it by hand`);
  }
  return node as YAMLMap<Scalar, unknown>;
}

function findPair(map: YAMLMap<Scalar, unknown>, key: string): FoundPair | undefined {
  return map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) as FoundPair | undefined;
}

/** Behind the last pair or, where the keys are sorted, before the first greater one. */
function insertPair(text: string, map: YAMLMap<Scalar, unknown>, line: string, sortedKey: string | undefined): string {
  const follower = sortedKey === undefined ? undefined : map.items.find(({ key }) => String(key.value) > sortedKey);
  const last = map.items.at(-1);
  if (map.flow || !last) {
    const [start, end] = rangeOf(map);
    const inside = text.slice(start + 1, end - 1).trim();
    return `${text.slice(0, start)}{ ${inside === "" ? "" : `${inside}, `}${line} }${text.slice(end)}`;
  }
  const at = follower ? rangeOf(follower.key)[0] : rangeOf(last.value as Ranged)[1];
  const start = rangeOf((follower ?? last).key)[0];
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  return follower
    ? `${text.slice(0, at)}${line}\n${indent}${text.slice(at)}`
    : `${text.slice(0, at).trimEnd()}\n${indent}${line}\n${text.slice(at).replace(/^\n/, "")}`;
}
