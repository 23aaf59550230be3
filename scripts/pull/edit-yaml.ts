import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { printDocument, readDocument, toNode } from "./our-layout.ts";
import { PullError } from "./pull-error.ts";

// Our files are in the layout that the library prints, which a test checks, so that an edit changes no other line.

/** A place in a document: a list of keys. */
export type Place = readonly (string | number)[];

/** Picks the key that a new one goes in front of. A new key goes to the end if none is picked. */
type Before = (key: string) => boolean;

/** Sets a value, whether or not there is one already; the map it goes into must exist. New values are written on one line. */
export function setIn(text: string, place: Place, value: unknown, before: Before = () => false): string {
  const document = readDocument(text);
  const map = mapAt(document, place.slice(0, -1));
  const key = String(place.at(-1));
  const pair = findPair(map, key);
  const node = toNode(value);
  if (pair) {
    const { comment, commentBefore } = isNode(pair.value) ? pair.value : {};
    pair.value = Object.assign(node, { comment, commentBefore });
    return printDocument(document);
  }
  const follower = map.items.findIndex((item) => before(String(item.key.value)));
  map.items.splice(follower < 0 ? map.items.length : follower, 0, document.createPair(toNode(key), node) as KeyedPair);
  return printDocument(document);
}

/** Adds an item at the end of a block list, which must exist and have items. */
export function appendIn(text: string, place: Place, value: unknown): string {
  const document = readDocument(text);
  const list = listAt(document, place);
  if (list.flow || list.items.length === 0) {
    throw new PullError(`there is no list at ${place.join(".")} to add to; edit it by hand`);
  }
  list.items.push(toNode(value));
  return printDocument(document);
}

/** Adds a map with one member on separate lines at the end of a file, after an empty line. */
export function appendSection(text: string, name: string, value: Readonly<Record<string, unknown>>): string {
  const document = readDocument(text);
  const section = toNode(value) as YAMLMap;
  section.flow = false;
  const key = Object.assign(toNode(name), { spaceBefore: true });
  mapAt(document, []).items.push(document.createPair(key, section) as KeyedPair);
  return printDocument(document);
}

/** Removes a key with its value, if there is one. */
export function deleteIn(text: string, place: Place): string {
  const document = readDocument(text);
  const map = mapAt(document, place.slice(0, -1));
  const pair = findPair(map, String(place.at(-1)));
  if (!pair) {
    return text;
  }
  map.items.splice(map.items.indexOf(pair), 1);
  return printDocument(document);
}

/** Removes an item of a list. */
export function deleteItem(text: string, place: Place, index: number): string {
  const document = readDocument(text);
  listAt(document, place).items.splice(index, 1);
  return printDocument(document);
}

/** Gives a key another name. */
export function renameKey(text: string, place: Place, name: string): string {
  const document = readDocument(text);
  const pair = findPair(mapAt(document, place.slice(0, -1)), String(place.at(-1)));
  if (pair) {
    pair.key.value = name;
  }
  return printDocument(document);
}

type KeyedPair = Pair<Scalar, unknown>;

function mapAt(document: Document, place: Place): YAMLMap<Scalar, unknown> {
  const node = document.getIn(place, true);
  if (!isMap(node)) {
    throw new PullError(`there is no object at ${place.join(".")} to write into; edit it by hand`);
  }
  return node as YAMLMap<Scalar, unknown>;
}

function listAt(document: Document, place: Place): YAMLSeq {
  const node = document.getIn(place, true);
  if (!isSeq(node)) {
    throw new PullError(`there is no list at ${place.join(".")}; edit it by hand`);
  }
  return node;
}

function findPair(map: YAMLMap<Scalar, unknown>, key: string): KeyedPair | undefined {
  return map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) as KeyedPair | undefined;
}
