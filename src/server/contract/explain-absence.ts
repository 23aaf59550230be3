import type { Narrowing } from "./narrowing.ts";
import { isSafeTool, movesMoney } from "./safe-tool.ts";
import type { AnyToolDefinition } from "./tool-definition.ts";

export interface Absence {
  /** The surface that does not have the tool. */
  readonly surfaceName: string;
  /** The narrowing that the request asked for. */
  readonly asked: Narrowing | undefined;
  /** Whether the operator serves the tool at the widest address. */
  readonly isServed: boolean;
  readonly isFull: boolean;
  readonly servesMoneyTools: boolean;
}

/** Why a known tool cannot be called on a surface, and where it can be called. */
export function explainAbsence(definition: AnyToolDefinition, absence: Absence): string {
  const { name, toolset, isReviewed } = definition;
  if (isReviewed === false) {
    return `${name} is not served yet: a person has to review its marks in openapi/policy.yaml and set reviewed: true.`;
  }
  return absence.isServed
    ? `${whyNarrowed(definition, absence)} It is available at / and /x/${toolset} of this server.`
    : whyNotServed(definition, absence);
}

function whyNarrowed(definition: AnyToolDefinition, { surfaceName, asked }: Absence): string {
  const { name } = definition;
  if (asked?.isWithoutMoney && movesMoney(definition)) {
    return `${name} moves money, and this connection leaves such tools out (X-MCP-Money: false).`;
  }
  if (asked?.isSafe && !isSafeTool(definition)) {
    return `${name} ${whyUnsafe(definition)}, and this connection is to the safe part, which leaves such tools out.`;
  }
  return `${name} is not on this surface (${surfaceName}).`;
}

function whyUnsafe(definition: AnyToolDefinition): string {
  if (movesMoney(definition)) {
    return "moves money";
  }
  return definition.isDestructive ? "overwrites or deletes" : "is not among the published tools";
}

function whyNotServed(definition: AnyToolDefinition, { isFull, servesMoneyTools }: Absence): string {
  const { name, handlesCredentials, isPublished } = definition;
  const needsFull = !isPublished && !isFull;
  if (handlesCredentials) {
    const surface = needsFull ? "choose the surface full and " : "";
    return `${name} handles credentials: the operator has to ${surface}name it in DIGISTORE24_CREDENTIAL_TOOLS.`;
  }
  const reasons = [
    needsFull
      ? `is only on the surface full, which the operator of this server has not chosen (DIGISTORE24_SURFACE)`
      : "",
    movesMoney(definition) && !servesMoneyTools
      ? "moves money, which the operator of this server has switched off (DIGISTORE24_MONEY_TOOLS)"
      : "",
  ];
  return `${name} ${reasons.filter((reason) => reason !== "").join(", and ")}.`;
}
