import type { Place } from "./edit-yaml.ts";
import { deleteIn, setIn } from "./edit-yaml.ts";
import { type Found, valueAt } from "./our-places.ts";

/** A parameter has its own flag; the members of an object are listed by the object. */
export function setRequired(text: string, { schema, parameter }: Found, isRequired: boolean): string {
  if (parameter) {
    const flag = [...parameter.list, parameter.index, "required"];
    return isRequired ? setIn(text, flag, true) : deleteIn(text, flag);
  }
  return nameRequired(text, schema.slice(0, -2), String(schema.at(-1)), isRequired);
}

export function nameRequired(text: string, holder: Place, name: string, isRequired: boolean): string {
  const place = [...holder, "required"];
  const names = valueAt(text, place);
  const others = Array.isArray(names) ? names.filter((other) => other !== name) : [];
  const next = isRequired ? [...others, name] : others;
  return next.length === 0 ? deleteIn(text, place) : setIn(text, place, next);
}
