import type { Argument } from "./argument.ts";
import type { Form } from "./arguments.ts";
import { type Field, type Fields, fieldsOf, readChanges } from "./fields.ts";
import type { Clock } from "./time-arguments.ts";
import type { SettingValue } from "./values.ts";

/** A record whose fields have the names and forms of the wire. */
export type WireSettings = Readonly<Record<string, SettingValue>>;

/** How a setting is read, and its default. */
type SettingKind = readonly [as: (argument: Argument, clock: Clock) => SettingValue, initial: SettingValue];

const field = fieldsOf<WireSettings>();

export function settingFields(kinds: Readonly<Record<string, SettingKind>>): Fields<WireSettings> {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, [as, initial]]): [string, Field<WireSettings>] => {
      return [name, field(name, as, initial)];
    }),
  );
}

/** The default settings. */
export function initialSettings(fields: Fields<WireSettings>): WireSettings {
  return Object.assign({}, ...Object.values(fields).map(({ cleared }) => cleared));
}

/** The settings in the call's `data[...]`. */
export function readWireSettings(args: Form, fields: Fields<WireSettings>, clock: Clock): WireSettings {
  return readChanges(args, fields, clock) as WireSettings;
}
