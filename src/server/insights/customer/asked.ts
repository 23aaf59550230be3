import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { CallError } from "../../kit/errors.ts";

const WAYS = ["email", "buyer_id", "order_id", "name"] as const;

/** How the caller names the customer. */
export interface Asked {
  readonly by: (typeof WAYS)[number];
  readonly text: string;
}

/** A list of ids would mix several customers. */
const ID = /^[A-Za-z0-9_-]+$/;

export function readAsked(args: JsonObject): Asked {
  const given = WAYS.map((by) => ({ by, text: String(args[by] ?? "").trim() })).filter(({ text }) => text !== "");
  const [asked] = given;
  if (!asked || given.length > 1) {
    const seen = given.length === 0 ? "none was given" : `these were given: ${given.map(({ by }) => by).join(", ")}`;
    throw new CallError("input", `nothing was sent. Give exactly one of ${WAYS.join(", ")}; ${seen}`);
  }
  if (asked.by.endsWith("_id") && !ID.test(asked.text)) {
    throw new CallError("input", `nothing was sent. ${asked.by} must be a single id such as 880001 or K7M2QX9A`);
  }
  return asked;
}
