import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { nearestName } from "../kit/nearest-name.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { chooseFields } from "./choose-fields.ts";
import { fieldNames, recordsOf } from "./records.ts";

/** In `_fields`, stands for every field. */
const ALL = "*";
const MAX_NAME_CHARS = 80;

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
  const named = unknown.map((name) => {
    const nearest = nearestName(name.replaceAll("[]", ""), known);
    return `${shortenText(name, MAX_NAME_CHARS)}${nearest === undefined ? "" : ` (the nearest is ${nearest})`}`;
  });
  return [`${isList ? "No item has" : "The answer does not have"} ${named.join(", ")}.`];
}
