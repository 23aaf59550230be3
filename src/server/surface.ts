import { LRUCache } from "lru-cache";
import { ConfigError } from "./errors.ts";
import { PRESETS } from "./presets.ts";
import { currentNames, type RegisteredTool, type ToolRegistry } from "./tool-registry.ts";

/** `published`: the tools of the vendor's table. `full`: every described function. */
export const SURFACE_NAMES = ["published", "full"] as const;
export type SurfaceName = (typeof SURFACE_NAMES)[number];

/** The tools one request may see and call. What is not listed cannot be called, except by an earlier name of what is. */
export interface Surface {
  /** For people: what was asked for, e.g. `published, read-only, vouchers`. */
  readonly name: string;
  readonly isNarrowed: boolean;
  readonly tools: ToolRegistry;
  /** The answer to `tools/list`, built once. */
  readonly list: readonly RegisteredTool["listed"][];
}

/** What a request asks to see of the operator's surface. Absent parts do not narrow. */
export interface Narrowing {
  readonly isReadOnly: boolean;
  /** Each entry narrows further: a path and a header both have to name a toolset. */
  readonly toolsets: readonly (readonly string[])[];
  readonly tools?: readonly string[];
  readonly excludedTools?: readonly string[];
}

/** A toolset or tool that is not served. The message lists the names that are. */
export class UnknownNameError extends Error {
  override readonly name = "UnknownNameError";
}

export interface SurfaceBounds {
  readonly surface: SurfaceName;
  /** Tools that hand out or destroy credentials and are served all the same, because the operator named them. */
  readonly credentialTools: readonly string[];
}

export interface Surfaces {
  /** Everything the operator serves. */
  readonly whole: Surface;
  /** A part of it. Throws an UnknownNameError for a name it does not have. */
  narrow(narrowing: Narrowing): Surface;
  /** A tool by its name or an earlier one, though no surface may serve it. */
  known(toolName: string): RegisteredTool | undefined;
  /** Why a known tool cannot be called on a surface, and where it can. */
  explainAbsence(tool: RegisteredTool, surface: Surface): string;
}

/** Headers combine freely, so that only the surfaces asked for last are kept. */
const MAX_SURFACES_KEPT = 200;

export function createSurfaces(registry: ToolRegistry, { surface: name, credentialTools }: SurfaceBounds): Surfaces {
  const earlier = currentNames(registry);
  const current = (toolName: string): string => earlier.get(toolName) ?? toolName;
  const unknown = credentialTools.filter((tool) => !registry.get(current(tool))?.definition.handlesCredentials);
  if (unknown.length > 0) {
    throw new ConfigError(`DIGISTORE24_CREDENTIAL_TOOLS names ${quote(unknown)}, which handles no credentials`);
  }
  const bounds = { surface: name, credentialTools: credentialTools.map(current) };
  const whole = buildSurface(
    name,
    false,
    [...registry].filter(([, tool]) => isServed(tool, bounds)),
  );
  const kept = new LRUCache<string, Surface>({ max: MAX_SURFACES_KEPT });
  const narrow = (asked: Narrowing): Surface => {
    if (!isNarrowing(asked)) {
      return whole;
    }
    const narrowing = withCurrentNames(asked, current);
    const key = JSON.stringify(narrowing);
    const surface = kept.get(key) ?? narrowSurface(whole, narrowing);
    kept.set(key, surface);
    return surface;
  };
  return {
    whole,
    narrow,
    known: (name) => registry.get(current(name)),
    explainAbsence: (tool, surface) => explainAbsence(tool, surface, whole),
  };
}

/** A header that was written before a tool was renamed goes on meaning that tool. */
function withCurrentNames(narrowing: Narrowing, current: (toolName: string) => string): Narrowing {
  const { tools, excludedTools } = narrowing;
  return {
    ...narrowing,
    ...(tools && { tools: tools.map(current) }),
    ...(excludedTools && { excludedTools: excludedTools.map(current) }),
  };
}

function isServed({ definition }: RegisteredTool, { surface, credentialTools }: SurfaceBounds): boolean {
  const isInside = definition.isReviewed !== false && (surface === "full" || definition.isPublished);
  return isInside && (!definition.handlesCredentials || credentialTools.includes(definition.name));
}

function isNarrowing({ isReadOnly, toolsets, tools, excludedTools }: Narrowing): boolean {
  return isReadOnly || toolsets.length > 0 || tools !== undefined || excludedTools !== undefined;
}

function buildSurface(name: string, isNarrowed: boolean, entries: [string, RegisteredTool][]): Surface {
  const tools = new Map(entries);
  return Object.freeze({ name, isNarrowed, tools, list: Object.freeze(entries.map(([, { listed }]) => listed)) });
}

/** Everything asked for has to hold, so that no header can open what a path has closed. */
function narrowSurface(whole: Surface, { isReadOnly, toolsets, tools, excludedTools }: Narrowing): Surface {
  const groups = toolsets.map((names) => expandToolsets(names, whole));
  assertKnownTools([...(tools ?? []), ...(excludedTools ?? [])], whole);
  const entries = [...whole.tools].filter(([name, { definition }]) => {
    const isChosen = groups.every((group) => group.has(definition.toolset)) && (tools?.includes(name) ?? true);
    const isExcluded = excludedTools?.includes(name) || (isReadOnly && definition.access !== "read");
    return isChosen && !isExcluded;
  });
  if (entries.length === 0) {
    throw new UnknownNameError("No tool is left: what the path and the headers ask for has nothing in common");
  }
  const parts = [whole.name, ...(isReadOnly ? ["read-only"] : []), ...toolsets.flat(), ...(tools ?? [])];
  return buildSurface(parts.join(", "), true, entries);
}

function expandToolsets(names: readonly string[], whole: Surface): ReadonlySet<string> {
  const served = new Set([...whole.tools.values()].map(({ definition }) => definition.toolset));
  const unknown = names.filter((name) => !served.has(name) && !Object.hasOwn(PRESETS, name));
  if (unknown.length > 0 || names.length === 0) {
    const valid = `${[...served].sort().join(", ")}; presets: ${Object.keys(PRESETS).join(", ")}`;
    throw new UnknownNameError(`There is no toolset ${quote(unknown)} here. Toolsets: ${valid}`);
  }
  return new Set(names.flatMap((name) => PRESETS[name] ?? [name]));
}

function assertKnownTools(names: readonly string[], whole: Surface): void {
  const unknown = names.filter((name) => !whole.tools.has(name));
  if (unknown.length > 0) {
    throw new UnknownNameError(`There is no tool ${quote(unknown)} here. Tools: ${[...whole.tools.keys()].join(", ")}`);
  }
}

function quote(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name.slice(0, 64))).join(", ") || '""';
}

function explainAbsence({ definition }: RegisteredTool, surface: Surface, whole: Surface): string {
  const { name, toolset, handlesCredentials, isPublished, isReviewed } = definition;
  if (isReviewed === false) {
    return `${name} is served nowhere yet: a person has to review its marks in openapi/policy.yaml and set reviewed: true.`;
  }
  if (whole.tools.has(name)) {
    return `${name} is not on this surface (${surface.name}). It is on / and /x/${toolset} of this server.`;
  }
  const bound = isPublished || whole.name === "full" ? "" : "choose the surface full and ";
  return handlesCredentials
    ? `${name} handles credentials: the operator has to ${bound}name it in DIGISTORE24_CREDENTIAL_TOOLS.`
    : `${name} is on the surface full, which the operator of this server has not chosen (DIGISTORE24_SURFACE).`;
}
