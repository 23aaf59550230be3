import { isNear, nearestName } from "../../server/kit/nearest-name.ts";
import type { FunctionRegistry } from "./function-registry.ts";

interface Affecting {
  readonly functions?: readonly string[] | undefined;
}

/** Throws an error that names the functions of faults which the API does not have, one in each line. */
export function refuseUnknownFunctions(faults: readonly Affecting[], registry: FunctionRegistry): void {
  const problems = faults.flatMap(({ functions = [] }, at) =>
    functions.flatMap((name, place) =>
      registry.has(name)
        ? []
        : [
            `body[${at}].functions[${place}] must be a function of the API, got ${JSON.stringify(name)}${guess(name, registry)}`,
          ],
    ),
  );
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
}

/** The function of a tool with this name, or one with a similar name. */
function guess(name: string, registry: FunctionRegistry): string {
  const ofTool = [...registry].find(([, { definition }]) => definition.name === name)?.[0];
  const nearest = nearestName(name, [...registry.keys()]);
  const meant = ofTool ?? (nearest !== undefined && isNear(name, nearest) ? nearest : undefined);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
