import { closest, distance } from "fastest-levenshtein";
import type { ArgumentFacts, DescriptionFacts, FunctionFacts } from "./facts.ts";

export type ChangeKind =
  | "function added"
  | "function removed"
  | "method changed"
  | "operationId changed"
  | "argument added"
  | "argument removed"
  | "argument retyped"
  | "argument now required"
  | "argument no longer required"
  | "values added"
  | "values removed"
  | "default changed";

export interface Change {
  readonly kind: ChangeKind;
  readonly functionName: string;
  /** Dotted, where the change is one of an argument. */
  readonly argument?: string;
  /** In words: what it was, what it is. */
  readonly detail?: string;
  /** Callers that worked may not work any more. */
  readonly breaks: boolean;
}

/** A place where our description differs on purpose. `*` means all arguments of the function. */
export interface Deviation {
  readonly function: string;
  readonly argument: string;
}

/** What is different in `theirs`, seen from `ours`. */
export function compareFacts(
  ours: DescriptionFacts,
  theirs: DescriptionFacts,
  deviations: readonly Deviation[],
): Change[] {
  const changes: Change[] = [];
  for (const functionName of [...new Set([...ours.keys(), ...theirs.keys()])].sort()) {
    const [our, their] = [ours.get(functionName), theirs.get(functionName)];
    if (our === undefined) {
      changes.push({ kind: "function added", functionName, breaks: false });
    } else if (their === undefined) {
      changes.push({ kind: "function removed", functionName, breaks: true });
    } else {
      changes.push(...compareFunction(functionName, our, their));
    }
  }
  return changes.filter((change) => !isExcused(change, deviations));
}

function isExcused({ functionName, argument }: Change, deviations: readonly Deviation[]): boolean {
  return deviations.some(
    (deviation) =>
      deviation.function === functionName &&
      argument !== undefined &&
      (deviation.argument === "*" || isPlaceOf(argument, deviation.argument)),
  );
}

/** Deviations name an argument with or without its wrapper. */
function isPlaceOf(argument: string, name: string): boolean {
  return argument === name || argument.endsWith(`.${name}`);
}

function* compareFunction(functionName: string, ours: FunctionFacts, theirs: FunctionFacts): Generator<Change> {
  if (ours.method !== theirs.method) {
    const detail = `${ours.method} became ${theirs.method}`;
    yield { kind: "method changed", functionName, detail, breaks: false };
  }
  if (ours.operationId !== theirs.operationId) {
    const detail = `${ours.operationId ?? "none"} became ${theirs.operationId ?? "none"}`;
    yield { kind: "operationId changed", functionName, detail, breaks: true };
  }
  const removed = [...ours.arguments.keys()].filter((name) => !theirs.arguments.has(name));
  const added = [...theirs.arguments.keys()].filter((name) => !ours.arguments.has(name));
  for (const argument of removed.filter((name) => !isInside(name, removed))) {
    yield { kind: "argument removed", functionName, argument, ...renamed(argument, added), breaks: true };
  }
  for (const argument of added.filter((name) => !isInside(name, added))) {
    const isRequired = theirs.arguments.get(argument)?.isRequired === true;
    const detail = isRequired ? "required" : undefined;
    yield { kind: "argument added", functionName, argument, ...(detail && { detail }), breaks: isRequired };
  }
  for (const [argument, our] of ours.arguments) {
    const their = theirs.arguments.get(argument);
    if (their) {
      yield* compareArgument({ functionName, argument }, our, their);
    }
  }
}

/** What is inside an object that comes or goes as a whole goes without saying. */
function isInside(argument: string, added: readonly string[]): boolean {
  return added.some((outer) => argument.startsWith(`${outer}.`) || argument.startsWith(`${outer}[]`));
}

function renamed(argument: string, added: readonly string[]): { detail?: string } {
  const nearest = added.length === 0 ? undefined : closest(argument, [...added]);
  const isNear = nearest !== undefined && distance(argument, nearest) <= Math.max(2, argument.length / 3);
  return isNear ? { detail: `perhaps renamed to ${nearest}` } : {};
}

function* compareArgument(
  at: Pick<Change, "functionName" | "argument">,
  ours: ArgumentFacts,
  theirs: ArgumentFacts,
): Generator<Change> {
  if (!isSameType(ours.type, theirs.type)) {
    yield { ...at, kind: "argument retyped", detail: `${ours.type} became ${theirs.type}`, breaks: true };
  }
  if (theirs.isRequired && !ours.isRequired) {
    yield { ...at, kind: "argument now required", breaks: true };
  }
  if (ours.isRequired && !theirs.isRequired) {
    yield { ...at, kind: "argument no longer required", breaks: false };
  }
  if (ours.type !== "flag" && theirs.type !== "flag") {
    yield* compareValues(at, ours, theirs);
  }
  // We leave out defaults that say nothing an agent needs, so only one that we state can have changed.
  if (ours.default !== undefined && plainDefault(ours.default) !== plainDefault(theirs.default)) {
    const became = theirs.default === undefined ? "none" : JSON.stringify(theirs.default);
    yield { ...at, kind: "default changed", detail: `${JSON.stringify(ours.default)} became ${became}`, breaks: false };
  }
}

/** Flags are written true or Y, numbers as text or not. */
function plainDefault(value: unknown): string {
  return String(value === true ? "Y" : value === false ? "N" : value);
}

function* compareValues(
  at: Pick<Change, "functionName" | "argument">,
  ours: ArgumentFacts,
  theirs: ArgumentFacts,
): Generator<Change> {
  const [our, their] = [ours.enum, theirs.enum];
  const added = (their ?? []).filter((value) => our && !our.includes(value));
  const removed = (our ?? []).filter((value) => their && !their.includes(value));
  if (added.length > 0) {
    yield { ...at, kind: "values added", detail: added.join(", "), breaks: false };
  }
  if (removed.length > 0) {
    yield { ...at, kind: "values removed", detail: removed.join(", "), breaks: true };
  }
  if (their && !our) {
    yield { ...at, kind: "values removed", detail: `all but ${their.join(", ")}`, breaks: true };
  }
}

/** Ids and amounts are written as a number here and as text there; on the wire all is text. */
const SCALARS = new Set(["string", "integer", "number"]);

function isSameType(ours: string, theirs: string): boolean {
  return ours === theirs || ours === "any" || theirs === "any" || (SCALARS.has(ours) && SCALARS.has(theirs));
}
