import type { Argument } from "./argument.ts";
import { asList, type Form, groupOf, readOptional } from "./arguments.ts";

export type Test<T> = (item: T) => boolean;

/** The fields inside `search[...]`, each with its test of an item. */
export type SearchFields<T> = Readonly<Record<string, (argument: Argument) => Test<T>>>;

/** Stands for every value of a list. */
export const ANY = "all";

/** Reads `search[...]`. Unknown fields, and a search without brackets, are ignored silently. */
export function readSearch<T>(args: Form, fields: SearchFields<T>): Test<T> {
  const search = searchOf(args);
  const tests = Object.entries(fields).flatMap(([name, toTest]) => {
    const test = readOptional(search, name, ({ text }) => toTest({ name: `search[${name}]`, text }));
    return test === undefined ? [] : [test];
  });
  return (item) => tests.every((test) => test(item));
}

export function searchOf(args: Form): Form {
  return groupOf(args, "search") ?? {};
}

/** One of the wanted values, in upper or lower case. */
export function isIn<T>(wanted: readonly string[], read: (item: T) => string): Test<T> {
  const values = new Set(wanted.map((value) => value.toLowerCase()));
  return (item) => values.has(ANY) || values.has(read(item).toLowerCase());
}

/** One of a comma-separated list of ids. */
export function hasId<T>(argument: Argument, read: (item: T) => string | number): Test<T> {
  return isIn(asList(argument), (item) => String(read(item)));
}

export function contains<T>({ text }: Argument, read: (item: T) => string): Test<T> {
  const part = text.toLowerCase();
  return (item) => read(item).toLowerCase().includes(part);
}
