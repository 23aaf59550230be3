import { LRUCache } from "lru-cache";
import { asksFirst, type ConfirmLevel, stricter, withConfirmation } from "./confirm-level.ts";
import { assertCredentialTools } from "./credential-tools.ts";
import { explainAbsence, type FieldTitles } from "./explain-absence.ts";
import { narrowTools } from "./narrow-tools.ts";
import type { Narrowing } from "./narrowing.ts";
import { movesMoney } from "./safe-tool.ts";
import { currentNames, type RegisteredTool, type ToolRegistry } from "./tool-registry.ts";

/** `published`: the tools of the vendor's table. `full`: every described function. */
export const SURFACE_NAMES = ["published", "full"] as const;
export type SurfaceName = (typeof SURFACE_NAMES)[number];

/** The tools one request may see and call. Only listed tools can be called, by their name or an earlier one. */
export interface Surface {
  /** For people, e.g. `published, read-only, vouchers`. */
  readonly name: string;
  /** Whether the operator serves every described function. */
  readonly isFull: boolean;
  /** The narrowing that led to it; undefined for the whole surface. */
  readonly asked?: Narrowing | undefined;
  /** Whether the narrowing leaves out tools: it may only make more of them ask first. */
  readonly isPart?: boolean;
  readonly tools: ToolRegistry;
  /** The answer to `tools/list`, built once. */
  readonly list: readonly RegisteredTool["listed"][];
}

export interface SurfaceBounds {
  readonly surface: SurfaceName;
  /** Tools that hand out or destroy credentials, and are served because the operator named them. */
  readonly credentialTools: readonly string[];
  /** Whether tools that move money are served (default: true). */
  readonly servesMoneyTools?: boolean;
  /** Which of the tools ask first (default: none). */
  readonly confirm?: ConfirmLevel;
  /** If a form sets up this server, its reader knows fields, and neither variables nor options. */
  readonly fieldTitles?: FieldTitles;
}

export interface Surfaces {
  /** Everything the operator serves. */
  readonly whole: Surface;
  /** A part of it. Throws an UnknownNameError that repeats a name that is not served, but never the key. */
  narrow(narrowing: Narrowing, apiKey?: string): Surface;
  /** A tool by its name or an earlier one, even if no surface serves it. */
  known(toolName: string): RegisteredTool | undefined;
  /** Why a known tool cannot be called on a surface, and where it can be called. */
  explainAbsence(tool: RegisteredTool, surface: Surface): string;
}

/** Headers can be combined in any way, so only the most recent surfaces are kept. */
const MAX_KEPT_SURFACES = 200;

export function createSurfaces(registry: ToolRegistry, bounds: SurfaceBounds): Surfaces {
  const { surface: name, credentialTools, servesMoneyTools = true, confirm = "off", fieldTitles = {} } = bounds;
  const earlier = currentNames(registry);
  const current = (toolName: string): string => earlier.get(toolName) ?? toolName;
  const served = { surface: name, credentialTools: credentialTools.map(current), servesMoneyTools };
  assertCredentialTools(registry, served.credentialTools);
  const whole = buildSurface(
    { name: servesMoneyTools ? name : `${name}, without money`, isFull: name === "full" },
    [...registry].filter(([, tool]) => isServed(tool, served)),
    confirm,
  );
  const kept = new LRUCache<string, Surface>({ max: MAX_KEPT_SURFACES });
  const narrow = (asked: Narrowing, apiKey = ""): Surface => {
    if (!isNarrowing(asked)) {
      return whole;
    }
    const narrowing = withCurrentNames(asked, current);
    const key = JSON.stringify(narrowing);
    const known = kept.get(key);
    if (known) {
      return known;
    }
    const surface = narrowSurface(whole, narrowing, apiKey, confirm);
    kept.set(key, surface);
    return surface;
  };
  return {
    whole,
    narrow,
    known: (name) => registry.get(current(name)),
    explainAbsence: ({ definition }, { asked }) => {
      const isServed = whole.tools.has(definition.name);
      return explainAbsence(definition, { asked, isServed, isFull: name === "full", servesMoneyTools, fieldTitles });
    },
  };
}

/** A header that was written before a tool was renamed still names that tool. */
function withCurrentNames(narrowing: Narrowing, current: (toolName: string) => string): Narrowing {
  const { tools, excludedTools } = narrowing;
  return {
    ...narrowing,
    ...(tools && { tools: tools.map(current) }),
    ...(excludedTools && { excludedTools: excludedTools.map(current) }),
  };
}

function isServed(
  { definition }: RegisteredTool,
  bounds: Required<Omit<SurfaceBounds, "confirm" | "fieldTitles">>,
): boolean {
  const { surface, credentialTools, servesMoneyTools } = bounds;
  const isInside = definition.isReviewed !== false && (surface === "full" || definition.isPublished);
  const isOpen = !definition.handlesCredentials || credentialTools.includes(definition.name);
  return isInside && isOpen && (servesMoneyTools || !movesMoney(definition));
}

function isNarrowing({
  isReadOnly,
  isSafe,
  isWithoutMoney,
  confirm,
  toolsets,
  tools,
  excludedTools,
  withheld,
}: Narrowing): boolean {
  const hasFlag =
    isReadOnly || isSafe === true || isWithoutMoney === true || confirm !== undefined || withheld !== undefined;
  return hasFlag || toolsets.length > 0 || tools !== undefined || excludedTools !== undefined;
}

function buildSurface(
  named: Pick<Surface, "name" | "isFull" | "asked" | "isPart">,
  entries: [string, RegisteredTool][],
  confirm: ConfirmLevel,
): Surface {
  const tools = new Map(entries);
  const list = Object.freeze(
    entries.map(([, { listed, definition }]) => (asksFirst(definition, confirm) ? withConfirmation(listed) : listed)),
  );
  return Object.freeze({ ...named, tools, list });
}

/** The name lists the conditions, for people. */
function narrowSurface(whole: Surface, asked: Narrowing, apiKey: string, confirm: ConfirmLevel): Surface {
  const entries = narrowTools(whole.tools, asked, apiKey);
  const parts = [whole.name, ...limitNames(asked), ...asked.toolsets.flat(), ...(asked.tools ?? [])];
  const named = { name: parts.join(", "), isFull: whole.isFull, asked, isPart: entries.length < whole.tools.size };
  return buildSurface(named, entries, stricter(confirm, asked.confirm));
}

function limitNames({ isReadOnly, isSafe, isWithoutMoney, confirm, withheld }: Narrowing): string[] {
  return [
    (isReadOnly || withheld === "changes") && "read-only",
    isSafe && "safe",
    (isWithoutMoney || withheld === "money") && "without money",
    confirm && `confirm ${confirm}`,
  ].filter((name) => typeof name === "string");
}
