import type { JsonObject } from "../../contract/normalise-arguments.ts";
import type { Money } from "../money.ts";

/** Reads a function of the API with the caller's key. Throws a CallError. */
export type Read = (functionName: string, args: JsonObject) => Promise<unknown>;

/** Payments that follow by themselves. */
export interface LaterPayments {
  readonly each: Money;
  /** As the API writes it: `1_month`. Empty if it is not known. */
  readonly interval: string;
  /** How many there will be; undefined if they go on until somebody ends them. */
  readonly count: number | undefined;
}

/** Several payment plans of which one will be used, each with what follows; empty for one without further payments. */
export interface PlansToChoose {
  readonly oneOf: readonly (readonly LaterPayments[])[];
}

/** What is known about a call before it runs. A member that is absent is unknown. */
export interface Facts {
  readonly order?: string | undefined;
  readonly product?: string | undefined;
  readonly buyer?: string | undefined;
  readonly newProduct?: string | undefined;
  /** The name of what is changed, if it is not an order. */
  readonly subject?: string | undefined;
  /** What the call moves; `none` if it certainly moves nothing. */
  readonly amount?: Money | "none" | undefined;
  /** Whether it may also move less. */
  readonly isAtMost?: boolean | undefined;
  /** What is charged afterwards without another question; empty if nothing is, absent if that is not known. */
  readonly later?: readonly (LaterPayments | PlansToChoose)[] | undefined;
  readonly paid?: Money | undefined;
  readonly refundable?: Money | undefined;
  /** Which of these hold text that a stranger wrote. */
  readonly foreignTexts?: readonly string[];
  /** What must still be the same after the yes, by the name under which a change is reported. */
  readonly watched: Readonly<Record<string, string>>;
}

/** Reads the facts of one function's call. */
export type FactReader = (args: JsonObject, read: Read) => Promise<Facts>;
