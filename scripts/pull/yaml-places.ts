import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { PullError } from "./pull-error.ts";

/** Where something stands in a document: a list of keys. */
export type Place = readonly (string | number)[];

export interface Ranged {
  readonly range?: readonly [number, number, number] | null | undefined;
}

export type Range = readonly [number, number];

export function rangeOf(node: Ranged): Range {
  if (!node?.range) {
    throw new PullError("a YAML value has no place in its file; edit it by hand");
  }
  return [node.range[0], node.range[1]];
}

type FoundPair = Pair<Scalar, unknown>;

function nodeAt(text: string, place: Place): unknown {
  return parseDocument(text, { keepSourceTokens: true }).getIn(place, true);
}

export function mapAt(text: string, place: Place): YAMLMap<Scalar, unknown> {
  const node = nodeAt(text, place);
  if (!isMap(node)) {
    throw new PullError(`there is no object at ${place.join(".")} to write into; edit it by hand`);
  }
  return node as YAMLMap<Scalar, unknown>;
}

export function listAt(text: string, place: Place): YAMLSeq {
  const node = nodeAt(text, place);
  if (!isSeq(node)) {
    throw new PullError(`there is no list at ${place.join(".")}; edit it by hand`);
  }
  return node;
}

export function findPair(map: YAMLMap<Scalar, unknown>, key: string): FoundPair | undefined {
  return map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) as FoundPair | undefined;
}
