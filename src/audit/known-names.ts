import { generatedDefinitions } from "../server/contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../server/insights/insight-tools.ts";
import type { ErrorKind } from "../server/kit/errors.ts";
import { nearestName } from "../server/kit/nearest-name.ts";
import { UsageError } from "../server/kit/usage-error.ts";

const ERROR_OUTCOMES: Readonly<Record<ErrorKind | "internal" | "not_served", true>> = {
  input: true,
  key: true,
  permission: true,
  not_found: true,
  refused: true,
  rate_limited: true,
  busy: true,
  cancelled: true,
  operator: true,
  upstream_down: true,
  timeout: true,
  internal: true,
  not_served: true,
};

/** Every outcome that a line of this version can have. */
export const OUTCOMES: readonly string[] = ["success", "asked", ...Object.keys(ERROR_OUTCOMES)];

/** The names of this version's tools and of their functions. */
export function knownTools(): readonly string[] {
  return [...generatedDefinitions(), ...INSIGHT_TOOLS].flatMap(({ name, functionName }) => [name, functionName]);
}

/** Throws a UsageError for a name that is not among the known ones: it would select nothing, as if nothing had happened. */
export function assertKnown(option: string, name: string | undefined, known: readonly string[]): void {
  if (name !== undefined && !known.includes(name)) {
    const nearest = nearestName(name, known);
    const advice = nearest === undefined ? "" : `; the nearest is ${nearest}`;
    throw new UsageError(`${option} ${JSON.stringify(name)} is not known here and not in the log${advice}`);
  }
}
