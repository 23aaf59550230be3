import { callerText } from "../kit/caller-text.ts";
import { isNear, nearestName } from "../kit/nearest-name.ts";
import type { Narrowing } from "./narrowing.ts";
import { PRESETS } from "./presets.ts";
import { isSafeTool, movesMoney } from "./safe-tool.ts";
import type { AnyToolDefinition } from "./tool-definition.ts";
import type { RegisteredTool, ToolRegistry } from "./tool-registry.ts";

/** A toolset or tool that is not served. The message lists the available names. */
export class UnknownNameError extends Error {
  override readonly name = "UnknownNameError";
}

/** All conditions apply together: a header cannot serve a tool that the path leaves out. */
export function narrowTools(served: ToolRegistry, asked: Narrowing, apiKey: string): [string, RegisteredTool][] {
  const { toolsets, tools, excludedTools } = asked;
  const groups = toolsets.map((names) => expandToolsets(names, served, apiKey));
  assertKnownTools([...(tools ?? []), ...(excludedTools ?? [])], served, apiKey);
  const entries = [...served].filter(([name, { definition }]) => {
    const isChosen = groups.every((group) => group.has(definition.toolset)) && (tools?.includes(name) ?? true);
    return isChosen && !excludedTools?.includes(name) && isWithinLimits(definition, asked);
  });
  // A person may allow an agent nothing of a part. It can then still ask for more.
  if (entries.length === 0 && asked.withheld === undefined) {
    throw new UnknownNameError("No tool is left: no tool meets all conditions of this connection");
  }
  return entries;
}

function isWithinLimits(
  definition: AnyToolDefinition,
  { isReadOnly, isSafe, isWithoutMoney, withheld }: Narrowing,
): boolean {
  const onlyReads = isReadOnly || withheld === "changes";
  const leavesMoneyAlone = isWithoutMoney || withheld !== undefined;
  return (
    (!onlyReads || definition.access === "read") &&
    (!isSafe || isSafeTool(definition)) &&
    (!leavesMoneyAlone || !movesMoney(definition))
  );
}

function expandToolsets(names: readonly string[], tools: ToolRegistry, apiKey: string): ReadonlySet<string> {
  const served = new Set([...tools.values()].map(({ definition }) => definition.toolset));
  const unknown = names.filter((name) => !served.has(name) && !Object.hasOwn(PRESETS, name));
  if (unknown.length > 0 || names.length === 0) {
    const valid = `${[...served].sort().join(", ")}; presets: ${Object.keys(PRESETS).join(", ")}`;
    const meant = unknown.map((name) => meantBy(name, [...served, ...Object.keys(PRESETS)])).filter(Boolean);
    const hint = meant.length === 0 ? "" : `. Did you mean ${meant.join(", ")}?`;
    throw new UnknownNameError(`There is no toolset ${quote(unknown, apiKey)} here. Toolsets: ${valid}${hint}`);
  }
  return new Set(names.flatMap((name) => PRESETS[name] ?? [name]));
}

/** The name that was probably meant. */
function meantBy(name: string, known: readonly string[]): string | undefined {
  const nearest = nearestName(name, known);
  return nearest !== undefined && isNear(name, nearest) ? nearest : undefined;
}

function assertKnownTools(names: readonly string[], tools: ToolRegistry, apiKey: string): void {
  const unknown = names.filter((name) => !tools.has(name));
  if (unknown.length > 0) {
    throw new UnknownNameError(
      `There is no tool ${quote(unknown, apiKey)} here. Tools: ${[...tools.keys()].join(", ")}`,
    );
  }
}

function quote(names: readonly string[], apiKey: string): string {
  return names.map((name) => JSON.stringify(callerText(name, apiKey))).join(", ") || '""';
}
