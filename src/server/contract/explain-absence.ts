import type { Narrowing } from "./narrowing.ts";
import { PRESETS } from "./presets.ts";
import { isSafeTool, movesMoney } from "./safe-tool.ts";
import type { AnyToolDefinition } from "./tool-definition.ts";

/** A condition of a narrowing that leaves a tool out, with the header or the option that sets it. */
interface Cause {
  readonly says: string;
  readonly header?: string;
  readonly option?: string;
}

/** The titles of the fields in a form that set up this server, by the variable or option that a field sets. */
export type FieldTitles = Readonly<Record<string, string>>;

const WITHHELD = { changes: "changes the account", money: "moves money" } as const;

interface Absence {
  /** The narrowing that the request asked for. */
  readonly asked: Narrowing | undefined;
  /** Whether the operator serves the tool at the widest address. */
  readonly isServed: boolean;
  readonly isFull: boolean;
  readonly servesMoneyTools: boolean;
  readonly fieldTitles: FieldTitles;
}

/** Why a known tool cannot be called on a surface, and where it can be called. */
export function explainAbsence(definition: AnyToolDefinition, absence: Absence): string {
  const { name, toolset, isReviewed } = definition;
  if (isReviewed === false) {
    return `${name} is not served yet: a person has to review its marks in openapi/policy.yaml and set reviewed: true.`;
  }
  if (!absence.isServed || absence.asked === undefined) {
    return whyNotServed(definition, absence);
  }
  const causes = [...causesIn(absence.asked, definition)];
  const { withheld } = absence.asked;
  if (withheld !== undefined && causes.length === 0) {
    const missing = `${WITHHELD[withheld]}, which the user did not allow when they connected this agent`;
    return `${name} ${missing}. They can disconnect the agent, connect it again and allow it.`;
  }
  const place = placeOf(absence.asked, toolset);
  return `${name} ${causes[0]?.says}. It is available${place}${withoutCauses(causes, absence.asked, absence.fieldTitles)}.`;
}

function placeOf({ isFromOptions, isByToken }: Narrowing, toolset: string): string {
  const [whole, part] = isByToken ? ["/mcp", `/mcp/x/${toolset}`] : ["/", `/x/${toolset}`];
  return isFromOptions ? "" : ` at ${whole} and ${part} of this server`;
}

/** Why a request leaves a tool out, apart from what the person withheld: elsewhere, that person decides again. */
function* causesIn(asked: Narrowing, definition: AnyToolDefinition): Iterable<Cause> {
  const { name, toolset, access } = definition;
  if (asked.isWithoutMoney && movesMoney(definition)) {
    const says = "moves money, and this connection leaves such tools out (X-MCP-Money: false)";
    yield { says, header: "X-MCP-Money" };
  }
  if (asked.isSafe && !isSafeTool(definition)) {
    const says = `${whyUnsafe(definition)}, and this connection is to the safe part, which leaves such tools out`;
    yield { says, option: "--safe" };
  }
  if (asked.isReadOnly && access !== "read") {
    const says = "changes the account, and this connection only reads";
    yield { says, header: "X-MCP-Readonly", option: "--readonly" };
  }
  if (!asked.toolsets.every((names) => names.some((entry) => (PRESETS[entry] ?? [entry]).includes(toolset)))) {
    const says = `belongs to the toolset ${toolset}, which this connection does not include`;
    yield { says, header: "X-MCP-Toolsets", option: "--toolsets" };
  }
  if (asked.tools?.includes(name) === false) {
    yield { says: "is not named in X-MCP-Tools", header: "X-MCP-Tools" };
  }
  if (asked.excludedTools?.includes(name)) {
    yield { says: "is named in X-MCP-Exclude-Tools", header: "X-MCP-Exclude-Tools" };
  }
}

/** A header also narrows the widest address. A path does not apply there, so it is not mentioned. */
function withoutCauses(causes: readonly Cause[], { isFromOptions }: Narrowing, titles: FieldTitles): string {
  const names = causes
    .map(({ header, option }) => (isFromOptions ? option : header))
    .filter((text) => text !== undefined);
  const listed = new Intl.ListFormat("en").format(names);
  const fields = names.map((name) => titles[name.replace("--", "")]).filter((title) => title !== undefined);
  if (isFromOptions && fields.length > 0) {
    return ` if the user changes ${inList(fields)} in the settings of this extension`;
  }
  if (isFromOptions) {
    return ` if this server is started without ${listed}`;
  }
  return names.length === 0 ? "" : `, without the header${names.length === 1 ? "" : "s"} ${listed}`;
}

function whyUnsafe(definition: AnyToolDefinition): string {
  if (movesMoney(definition)) {
    return "moves money";
  }
  return definition.isDestructive ? "overwrites or deletes" : "is not among the published tools";
}

function whyNotServed(definition: AnyToolDefinition, absence: Absence): string {
  const { name, handlesCredentials, isPublished } = definition;
  const needsFull = !isPublished && !absence.isFull;
  if (handlesCredentials) {
    const surface = needsFull ? "set DIGISTORE24_SURFACE=full and " : "";
    return `${name} handles credentials: the operator has to ${surface}name it in DIGISTORE24_CREDENTIAL_TOOLS.`;
  }
  const needsMoney = movesMoney(definition) && !absence.servesMoneyTools;
  const { full, DIGISTORE24_MONEY_TOOLS: money } = absence.fieldTitles;
  const fields = [needsFull ? full : undefined, needsMoney ? money : undefined].filter((title) => title !== undefined);
  if (fields.length > 0) {
    return `${name} is switched off. The user can switch on ${inList(fields)} in the settings of this extension.`;
  }
  const reasons = [
    needsFull
      ? "is only on the surface full, which the operator of this server has not chosen (DIGISTORE24_SURFACE)"
      : "",
    needsMoney ? "moves money, which the operator of this server has switched off (DIGISTORE24_MONEY_TOOLS)" : "",
  ];
  return `${name} ${reasons.filter((reason) => reason !== "").join(", and ")}.`;
}

function inList(titles: readonly string[]): string {
  return new Intl.ListFormat("en").format(titles.map((title) => `“${title}”`));
}
