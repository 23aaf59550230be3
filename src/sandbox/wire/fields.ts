import type { Argument } from "./argument.ts";
import { type Form, groupOf, textOf } from "./arguments.ts";
import type { Clock } from "./time-arguments.ts";

/** How one field inside `data[...]` changes a record. */
export interface Field<T> {
  readonly read: (argument: Argument, clock: Clock) => Partial<T>;
  /** The change made by an empty text, which clears the field in updates. */
  readonly cleared: Partial<T>;
}

/** The fields that callers can set, by their names on the wire. */
export type Fields<T> = Readonly<Record<string, Field<T>>>;

/** Defines a field by the property that it sets and the way its text is read. */
export function fieldsOf<T>() {
  return <K extends keyof T>(key: K, as: (argument: Argument, clock: Clock) => T[K], cleared: T[K]): Field<T> => ({
    read: (argument, clock) => ({ [key]: as(argument, clock) }) as unknown as Partial<T>,
    cleared: { [key]: cleared } as unknown as Partial<T>,
  });
}

/**
 * The changes in the call's `data[...]`. Like the API, ignores unknown names silently, and everything outside the brackets:
 * a flat call changes nothing.
 */
export function readChanges<T>(args: Form, fields: Fields<T>, clock: Clock): Partial<T> {
  const data = groupOf(args, "data") ?? {};
  const changes: Partial<T> = {};
  for (const name of Object.keys(data)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const text = field && textOf(data, name)?.trim();
    if (field !== undefined && text !== undefined) {
      Object.assign(changes, text === "" ? field.cleared : field.read({ name: `data[${name}]`, text }, clock));
    }
  }
  return changes;
}

/** Whether the changes make any difference. */
export function isChanged<T extends object>(record: T, changes: Partial<T>): boolean {
  return (Object.keys(changes) as (keyof T)[]).some((key) => record[key] !== changes[key]);
}
