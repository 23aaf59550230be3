import { createHash } from "node:crypto";
import { z } from "zod";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { KeyIdentity } from "../key/key-identity.ts";
import type { Preview } from "./preview.ts";
import type { Seal } from "./seal.ts";

export const MINUTES_VALID = 10;
const VALID_SECONDS = MINUTES_VALID * 60;

/** What a confirmation allows: one call of one tool with one key. */
export interface Scope {
  readonly key: KeyIdentity;
  readonly toolName: string;
  readonly args: JsonObject;
  /** Whether the person answers a form, rather than the agent. */
  readonly isForm: boolean;
}

/** As short as possible, because a model has to copy what it is sealed into. */
const content = z.tuple([z.string(), z.number(), z.string(), z.string(), z.array(z.string())]);

export interface Confirmation {
  readonly id: string;
  /** What the person types. */
  readonly toType: string;
  /** The digests of the watched facts, in the order of their names. */
  readonly watched: readonly string[];
}

/** Why a confirmation cannot be used. `unknown`: whether it was used is not known here. */
export type Doubt = "altered" | "other_arguments" | "expired" | "unknown";

export function sealConfirmation(seal: Seal, scope: Scope, id: string, { toType, watched }: Preview): string {
  const confirmation: z.infer<typeof content> = [
    id,
    secondsNow() + VALID_SECONDS,
    digestOf(scope.args),
    toType,
    watched,
  ];
  return seal.close(confirmation, purposeOf(scope));
}

/** One of another key or tool, or from another kind of question, cannot even be opened. */
export function readConfirmation(seal: Seal, scope: Scope, text: string): Confirmation | Exclude<Doubt, "unknown"> {
  const parsed = content.safeParse(seal.open(text, purposeOf(scope)));
  if (!parsed.success) {
    return "altered";
  }
  const [id, until, args, toType, watched] = parsed.data;
  if (args !== digestOf(scope.args)) {
    return "other_arguments";
  }
  return until < secondsNow() ? "expired" : { id, toType, watched };
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
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
