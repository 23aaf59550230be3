import { distance } from "fastest-levenshtein";
import { toolName } from "../../codegen/model/tool-name.ts";
import type { Change } from "./change.ts";
import { compareArgument } from "./compare-argument.ts";
import type { DescriptionFacts, FunctionFacts } from "./facts.ts";
import type { Deviation } from "./our-decisions.ts";
import { isSameType } from "./same-type.ts";

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

function* compareFunction(functionName: string, ours: FunctionFacts, theirs: FunctionFacts): Generator<Change> {
  yield* compareTool(functionName, ours, theirs);
  const removed = [...ours.arguments.keys()].filter((name) => !theirs.arguments.has(name));
  const added = [...theirs.arguments.keys()].filter((name) => !ours.arguments.has(name));
  const heirs = outermost(added);
  const lost = outermost(removed);
  for (const argument of lost) {
    const detail = lost.length === 1 && heirs.length === 1 ? guessRenaming(argument, heirs[0] ?? "", ours, theirs) : {};
    yield { kind: "argument removed", functionName, argument, ...detail, breaks: true };
  }
  for (const argument of heirs) {
    const isRequired = theirs.arguments.get(argument)?.isRequired === true;
    yield {
      kind: "argument added",
      functionName,
      argument,
      ...(isRequired && { detail: "required" }),
      breaks: isRequired,
    };
  }
  for (const [argument, our] of ours.arguments) {
    const their = theirs.arguments.get(argument);
    if (their) {
      yield* compareArgument({ functionName, argument }, our, their);
    }
  }
}

/** Calls go by the tool's name. On the wire the method is nothing: every call is a POST. */
function* compareTool(functionName: string, ours: FunctionFacts, theirs: FunctionFacts): Generator<Change> {
  const [name, next] = [ours, theirs].map(({ method, path, operationId }) => toolName(method, path, operationId));
  const renaming = name === next ? "" : `, which makes the tool ${next}`;
  if (ours.method !== theirs.method) {
    const detail = `${ours.method} became ${theirs.method}${renaming}`;
    yield { kind: "method changed", functionName, detail, breaks: renaming !== "" };
  }
  if (ours.operationId !== theirs.operationId) {
    const detail = `${ours.operationId ?? "none"} became ${theirs.operationId ?? "none"}${renaming}`;
    yield { kind: "operationId changed", functionName, detail, breaks: renaming !== "" };
  }
}

/** What is inside an object that comes or goes as a whole goes without saying. */
function outermost(names: readonly string[]): string[] {
  return names.filter((name) => !names.some((outer) => name.startsWith(`${outer}.`) || name.startsWith(`${outer}[]`)));
}

/** Of one that went and one that came, of one type, in one place and with names that are near. */
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
