import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { KeyIdentity } from "../key/key-identity.ts";
import type { Preview } from "./preview.ts";
import type { Seal } from "./seal.ts";

export const MINUTES_VALID = 10;

/** What a confirmation allows: one call of one tool with one key. */
export interface Scope {
  readonly key: KeyIdentity;
  readonly toolName: string;
  readonly args: JsonObject;
  /** Whether the person answers a form, rather than the agent. */
  readonly isForm: boolean;
}

const content = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
  args: z.string(),
  toType: z.string(),
  watched: z.record(z.string(), z.string()),
});
export type Confirmation = z.infer<typeof content>;

/** Why a confirmation cannot be used. */
export type Doubt = "altered" | "other_arguments" | "expired";

export function issueConfirmation(seal: Seal, scope: Scope, { toType, watched }: Preview): string {
  const confirmation: Confirmation = {
    id: randomUUID(),
    until: Date.now() + MINUTES_VALID * 60_000,
    args: digestOf(scope.args),
    toType,
    watched,
  };
  return seal.close(confirmation, purposeOf(scope));
}

/** One of another key or tool, or from another kind of question, cannot even be opened. */
export function readConfirmation(seal: Seal, scope: Scope, text: string): Confirmation | Doubt {
  const parsed = content.safeParse(seal.open(text, purposeOf(scope)));
  if (!parsed.success) {
    return "altered";
  }
  if (parsed.data.args !== digestOf(scope.args)) {
    return "other_arguments";
  }
  return parsed.data.until < Date.now() ? "expired" : parsed.data;
}

function purposeOf({ key, toolName, isForm }: Scope): string {
  return `${isForm ? "form" : "preview"}\n${key.fingerprint}\n${toolName}`;
}

/** The order of members does not matter. */
function digestOf(args: JsonObject): string {
  return createHash("sha256").update(canonical(args)).digest("base64url").slice(0, 22);
}

function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value) ?? "null";
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .join(",")}}`;
}
