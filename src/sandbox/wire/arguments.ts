import type { Argument } from "./argument.ts";
import { badValue, missingArgument } from "./refusal.ts";

/** The parsed value of one name: text, a list if the name was sent again, or the content of its brackets. */
export type FormValue = string | readonly FormValue[] | { readonly [name: string]: FormValue };

/** The arguments of a call, or those inside one pair of brackets. */
export type Form = Readonly<Record<string, FormValue>>;

const TRUE_FORMS: ReadonlySet<string> = new Set(["1", "Y", "yes", "T", "true"]);
const FALSE_FORMS: ReadonlySet<string> = new Set(["0", "N", "no", "F", "false"]);

/** The text of an argument; undefined if it is absent or has brackets. Like PHP, takes the last of several. */
export function textOf(form: Form, name: string): string | undefined {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === "string" ? last : undefined;
}

/** The content of the brackets of an argument; undefined if it has none. */
export function groupOf(form: Form, name: string): Form | undefined {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  const isGroup = typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 0;
  return isGroup ? (value as Form) : undefined;
}

/** Reads a top-level argument; undefined if it is absent or empty. */
export function readOptional<T>(form: Form, name: string, as: (argument: Argument) => T): T | undefined {
  const text = textOf(form, name)?.trim();
  return text === undefined || text === "" ? undefined : as({ name, text });
}

/** Reads a top-level argument; refuses the call if it is absent or empty. */
export function readRequired<T>(form: Form, name: string, as: (argument: Argument) => T): T {
  const value = readOptional(form, name, as);
  if (value === undefined) {
    throw missingArgument(name);
  }
  return value;
}

/** Like {@link readOptional}, for an argument inside the brackets of another. */
export function readBelow<T>(form: Form, outer: string, name: string, as: (argument: Argument) => T): T | undefined {
  return readOptional(groupOf(form, outer) ?? {}, name, ({ text }) => as({ name: `${outer}[${name}]`, text }));
}

export function asText({ text }: Argument): string {
  return text;
}

export function asTextUpTo(limit: number): (argument: Argument) => string {
  return (argument) => {
    if (argument.text.length > limit) {
      throw badValue(argument, { de: `höchstens ${limit} Zeichen`, en: `at most ${limit} characters` });
    }
    return argument.text;
  };
}

/** A flag in any of the documented forms, normalised to that of answers. */
export function asFlag(argument: Argument): "Y" | "N" {
  if (TRUE_FORMS.has(argument.text)) {
    return "Y";
  }
  if (!FALSE_FORMS.has(argument.text)) {
    throw badValue(argument, { de: "Y oder N", en: "Y or N" });
  }
  return "N";
}

/** A whole number, 0 or more. */
export function asCount(argument: Argument): number {
  if (!/^\d{1,15}$/.test(argument.text)) {
    throw badValue(argument, { de: "ganze Zahl", en: "a whole number" });
  }
  return Number(argument.text);
}

/** A whole number, 1 or more. */
export function asPositive(argument: Argument): number {
  const count = asCount(argument);
  if (count === 0) {
    throw badValue(argument, { de: "Zahl ab 1", en: "a number from 1 on" });
  }
  return count;
}

/** An amount in cents. The decimal separator is a dot; a comma is refused, because it could be misread. */
export function asCents(argument: Argument): number {
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(argument.text)) {
    throw badValue(argument, { de: "Betrag mit Punkt wie 9.00", en: "an amount with a dot, such as 9.00" });
  }
  return Math.round(Number(argument.text) * 100);
}

/** A percentage from 0 to 100, with at most two decimals. */
export function asPercent(argument: Argument): number {
  const isNumber = /^\d{1,3}(\.\d{1,2})?$/.test(argument.text);
  if (!isNumber || Number(argument.text) > 100) {
    throw badValue(argument, { de: "Prozentzahl von 0 bis 100", en: "a percentage from 0 to 100" });
  }
  return Number(argument.text);
}

export function asOneOf<const T extends string>(choices: readonly T[]): (argument: Argument) => T {
  return (argument) => {
    const choice = choices.find((candidate) => candidate === argument.text);
    if (choice === undefined) {
      throw badValue(argument, { de: choices.join(", "), en: choices.join(", ") });
    }
    return choice;
  };
}

/** A three-letter currency code. */
export function asCurrency(argument: Argument): string {
  if (!/^[A-Za-z]{3}$/.test(argument.text)) {
    throw badValue(argument, { de: "Währung wie EUR", en: "a currency such as EUR" });
  }
  return argument.text.toUpperCase();
}

/** An e-mail address in lower case, which is how the store keeps them. */
export function asEmail(argument: Argument): string {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(argument.text)) {
    throw badValue(argument, { de: "E-Mail-Adresse", en: "an e-mail address" });
  }
  return argument.text.toLowerCase();
}

/** The parts of a comma-separated list, trimmed, without empty ones. */
export function asList({ text }: Argument): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** A comma-separated list of values of a fixed set. */
export function asListOf(choices: readonly string[]): (argument: Argument) => readonly string[] {
  const asChoice = asOneOf(choices);
  return (argument) => asList(argument).map((text) => asChoice({ name: argument.name, text }));
}
