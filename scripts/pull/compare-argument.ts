import type { Change } from "./change.ts";
import type { ArgumentFacts } from "./facts.ts";
import { isSameType } from "./same-type.ts";

type Place = Pick<Change, "functionName" | "argument">;

/** What is different in one argument that both describe. */
export function* compareArgument(at: Place, ours: ArgumentFacts, theirs: ArgumentFacts): Generator<Change> {
  const isRetyped = !isSameType(ours.type, theirs.type);
  if (isRetyped) {
    yield { ...at, kind: "argument retyped", detail: `${ours.type} became ${theirs.type}`, breaks: true };
  }
  if (theirs.isRequired && !ours.isRequired) {
    yield { ...at, kind: "argument now required", breaks: true };
  }
  if (ours.isRequired && !theirs.isRequired) {
    yield { ...at, kind: "argument no longer required", breaks: false };
  }
  // Another type has other values and another default, all taken over with it.
  if (!isRetyped) {
    yield* compareValues(at, ours, theirs);
    yield* compareDefaults(at, ours, theirs);
  }
}

function* compareValues(at: Place, ours: ArgumentFacts, theirs: ArgumentFacts): Generator<Change> {
  // A flag is a flag, however its two values are written; of `any` nothing is said.
  if ([ours.type, theirs.type].some((type) => type === "flag" || type === "any")) {
    return;
  }
  const [our, their] = [ours.enum, theirs.enum];
  if (our && !their) {
    yield { ...at, kind: "values added", detail: `any, not only ${our.join(", ")}`, breaks: false };
    return;
  }
  if (their && !our) {
    yield { ...at, kind: "values removed", detail: `all but ${their.join(", ")}`, breaks: true };
    return;
  }
  const added = (their ?? []).filter((value) => !our?.includes(value));
  const removed = (our ?? []).filter((value) => !their?.includes(value));
  if (added.length > 0) {
    yield { ...at, kind: "values added", detail: added.join(", "), breaks: false };
  }
  if (removed.length > 0) {
    yield { ...at, kind: "values removed", detail: removed.join(", "), breaks: true };
  }
}

/** We leave out defaults that say nothing an agent needs, so only one that we state can have changed. */
function* compareDefaults(at: Place, ours: ArgumentFacts, theirs: ArgumentFacts): Generator<Change> {
  if (ours.default === undefined || theirs.type === "any" || plain(ours.default) === plain(theirs.default)) {
    return;
  }
  const became = theirs.default === undefined ? "none" : JSON.stringify(theirs.default);
  yield { ...at, kind: "default changed", detail: `${JSON.stringify(ours.default)} became ${became}`, breaks: false };
}

/** Flags are written true or Y, numbers as text or not. */
function plain(value: unknown): string {
  return String(value === true ? "Y" : value === false ? "N" : value);
}
