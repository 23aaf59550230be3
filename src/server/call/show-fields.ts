import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { isNear, nearestName } from "../kit/nearest-name.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { chooseFields } from "./choose-fields.ts";
import { fieldNames, recordsOf } from "./records.ts";

/** In `_fields`, stands for every field. */
const ALL = "*";
const MAX_NAME_CHARS = 80;
const MAX_NAMES_LISTED = 60;

interface ShownFields {
  readonly data: JsonObject;
  readonly notes: readonly string[];
}

/** The fields of an answer that the caller wants, or else the tool's columns, with a note on what is not shown. */
export function showFields(tool: AnyToolDefinition, data: JsonObject, wanted: readonly string[]): ShownFields {
  if (wanted.includes(ALL)) {
    return { data, notes: [] };
  }
  if (wanted.length > 0) {
    const chosen = chooseFields(data, wanted, tool.isList);
    return { data: chosen.data, notes: noteUnknown(chosen.unknown, data, tool) };
  }
  return tool.columns.length === 0 ? { data, notes: [] } : showColumns(tool, data);
}

function showColumns({ columns, isList }: AnyToolDefinition, data: JsonObject): ShownFields {
  const chosen = chooseFields(data, columns, isList).data;
  const all = fieldNames(recordsOf(data, isList)).size;
  const shown = fieldNames(recordsOf(chosen, isList)).size;
  const notes =
    shown === all ? [] : [`${shown} of ${all} fields are shown; _fields ["*"] gives all, or name the ones you need.`];
  return { data: chosen, notes };
}

function noteUnknown(unknown: readonly string[], data: JsonObject, { isList }: AnyToolDefinition): string[] {
  if (unknown.length === 0) {
    return [];
  }
  const known = [...fieldNames(recordsOf(data, isList))];
  const nearest = unknown.map((name) => nearestField(name.replaceAll("[]", ""), known));
  const named = unknown.map((name, index) => {
    const meant = nearest[index];
    return `${shortenText(name, MAX_NAME_CHARS)}${meant === undefined ? "" : ` (the nearest is ${meant})`}`;
  });
  const others = nearest.includes(undefined) ? listNames(known) : "";
  return [`${isList ? "No item has" : "The answer does not have"} ${named.join(", ")}.${others}`];
}

/** The field that was probably meant: it has the same last words, or almost the same letters. */
function nearestField(name: string, known: readonly string[]): string | undefined {
  const longer = known.filter((other) => other.endsWith(`_${name}`) || other.endsWith(`.${name}`));
  const nearest = longer.length === 1 ? longer[0] : nearestName(name, known);
  return nearest !== undefined && (longer.length === 1 || isNear(name, nearest)) ? nearest : undefined;
}

/** The names at the top of a record, so that the agent does not have to guess them in its next call. */
function listNames(known: readonly string[]): string {
  const names = [...new Set(known.map((name) => name.split(".", 1)[0]))].filter((name) => name !== "");
  const end = names.length > MAX_NAMES_LISTED ? " and others." : ".";
  return names.length === 0 ? "" : ` The fields are ${names.slice(0, MAX_NAMES_LISTED).join(", ")}${end}`;
}
