import { distance } from "fastest-levenshtein";
import { breaksCallers, diffTools } from "../../codegen/diff/diff-tools.ts";
import type { GeneratedTool } from "../../codegen/diff/read-tools.ts";
import { toolName } from "../../codegen/model/tool-name.ts";
import type { Change, ChangeKind } from "./change.ts";
import { compareArguments } from "./compare-arguments.ts";
import type { DescriptionFacts, FunctionFacts } from "./facts.ts";
import type { Deviation } from "./our-decisions.ts";
import { isSameType } from "./same-type.ts";

/** The changes that lead from `ours` to `theirs`. */
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
  return changes.filter((change) => !deviations.some((deviation) => isExcused(change, deviation)));
}

function isExcused({ kind, functionName, argument }: Change, deviation: Deviation): boolean {
  if (deviation.function !== functionName) {
    return false;
  }
  if (argument === undefined) {
    return deviation.argument === undefined && kind === "function removed";
  }
  // Deviations name an argument with or without its wrapper.
  return deviation.argument === "*" || [argument, argument.replace(/^data\./, "")].includes(deviation.argument ?? "");
}

function compareFunction(functionName: string, ours: FunctionFacts, theirs: FunctionFacts): Change[] {
  const changes = compareArguments(functionName, ours.arguments, theirs.arguments);
  const removed = outermost(changes, "argument removed");
  const added = outermost(changes, "argument added");
  const [lost, gained] = [removed[0], added[0]];
  const detail =
    lost && gained && removed.length === 1 && added.length === 1
      ? guessRenaming(lost.argument ?? "", gained.argument ?? "", ours, theirs)
      : {};
  const others = changes.filter(({ kind }) => kind !== "argument removed" && kind !== "argument added");
  return [
    ...compareTool(functionName, ours, theirs),
    ...removed.map(({ breaks, ...change }) => ({ ...change, ...detail, breaks })),
    ...added,
    ...others,
  ];
}

/** Calls use the tool's name. On the wire the method has no meaning, since every call is a POST. */
function* compareTool(functionName: string, ours: FunctionFacts, theirs: FunctionFacts): Generator<Change> {
  const [before, after] = [toTool(ours), toTool(theirs)];
  const breaks = diffTools([before], [after]).some(breaksCallers);
  const renaming = breaks ? `, which makes the tool ${after.name}` : "";
  if (ours.method !== theirs.method) {
    const detail = `${ours.method} became ${theirs.method}${renaming}`;
    yield { kind: "method changed", functionName, detail, breaks };
  }
  if (ours.operationId !== theirs.operationId) {
    const detail = `${ours.operationId ?? "none"} became ${theirs.operationId ?? "none"}${renaming}`;
    yield { kind: "operationId changed", functionName, detail, breaks };
  }
}

/** The name alone: the arguments are compared one by one. */
function toTool({ method, path, operationId }: FunctionFacts): GeneratedTool {
  return { name: toolName(method, path, operationId), description: "", inputSchema: {} };
}

/** Omits the members of an object that is added or removed as a whole. */
function outermost(changes: readonly Change[], kind: ChangeKind): Change[] {
  const members = changes.filter((change) => change.kind === kind);
  const isInside = (name: string, outer: string) => name.startsWith(`${outer}.`) || name.startsWith(`${outer}[]`);
  return members.filter(
    ({ argument: name = "" }) => !members.some(({ argument: outer = "" }) => isInside(name, outer)),
  );
}

/** Guesses that a removed argument was renamed if the only new one has its type, its place and a similar name. */
function guessRenaming(
  removed: string,
  added: string,
  ours: FunctionFacts,
  theirs: FunctionFacts,
): { detail?: string } {
  const [was, is] = [ours.arguments.get(removed)?.type ?? "any", theirs.arguments.get(added)?.type ?? "any"];
  const isNear = distance(removed, added) <= Math.max(2, nameOf(removed).length / 3);
  return isNear && placeOf(removed) === placeOf(added) && isSameType(was, is)
    ? { detail: `perhaps renamed to ${added}` }
    : {};
}

function nameOf(argument: string): string {
  return argument.slice(argument.lastIndexOf(".") + 1);
}

function placeOf(argument: string): string {
  return argument.slice(0, argument.lastIndexOf(".") + 1);
}
