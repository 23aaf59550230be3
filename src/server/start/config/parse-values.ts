import { z } from "zod";
import { WrongValueError } from "./wrong-value.ts";

export type Parse<T> = (text: string) => T;

/** Words for true and for false, in pairs. */
export const FLAG_WORDS = [
  ["true", "false"],
  ["yes", "no"],
  ["on", "off"],
  ["1", "0"],
  ["y", "n"],
  ["enabled", "disabled"],
] as const;

const [, ...OTHER_WORDS] = FLAG_WORDS.map((pair) => pair.join("/"));
const flag = z.stringbool({ truthy: FLAG_WORDS.map(([yes]) => yes), falsy: FLAG_WORDS.map(([, no]) => no) });

const LANGUAGE_NAMES: ReadonlyMap<string, string> = new Map([
  ["english", "en"],
  ["englisch", "en"],
  ["german", "de"],
  ["deutsch", "de"],
]);

export function wholeNumber(smallest: number, largest: number): Parse<number> {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= smallest && number <= largest)) {
      throw new WrongValueError(`must be a whole number from ${smallest} to ${largest}`);
    }
    return number;
  };
}

export function yesOrNo(text: string): boolean {
  const { success, data } = flag.safeParse(text);
  if (!success) {
    throw new WrongValueError(`must be true or false (or ${OTHER_WORDS.join(", ")})`);
  }
  return data;
}

export function oneOf<const T extends string>(names: readonly T[]): Parse<T> {
  return (text) => {
    const name = names.find((known) => known === text);
    if (name === undefined) {
      throw new WrongValueError(`must be one of ${names.join(", ")}`);
    }
    return name;
  };
}

/** A language by its code, in upper or lower case, or by its name in English or German. */
export function languageOf<const T extends "en" | "de">(codes: readonly T[]): Parse<T> {
  const parse = oneOf(codes);
  return (text) => {
    const word = text.trim().toLowerCase();
    return parse(LANGUAGE_NAMES.get(word) ?? word);
  };
}

/** A comma list. An empty one is refused, because it may have been meant as a restriction. */
export function listOf<T>(parseEntry: Parse<T>): Parse<readonly T[]> {
  return (text) => {
    const entries = text.split(",").map((entry) => entry.trim());
    const values = entries.filter((entry) => entry !== "").map(parseEntry);
    if (values.length === 0) {
      throw new WrongValueError("must hold at least one entry");
    }
    return values;
  };
}
