import { CallError } from "../kit/errors.ts";
import { type Arguments, type ArgumentValue, toText } from "./form-encoding.ts";

const PARAMETER_PATTERN = /\{([^{}]+)\}/g;
/** `.` and `..` climb the address, also behind a slash that a proxy may decode too early. */
const CLIMBING_PATTERN = /(^|[/\\])\.{1,2}($|[/\\])/;

export interface PlacedArguments {
  /** Text for every parameter that the path names. */
  readonly inPath: Readonly<Record<string, string>>;
  readonly inForm: Arguments;
}

/** Parts the arguments of a call into those that its path names and those of the form. */
export function placeArguments(path: string, args: Arguments): PlacedArguments {
  const names = [...path.matchAll(PARAMETER_PATTERN)].map(([, name = ""]) => name);
  const inPath = Object.fromEntries(names.map((name) => [name, pathText(name, args[name])]));
  const inForm = Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
  return { inPath, inForm };
}

/** The text that will be percent-encoded into the address. Refuses what would make it another address. */
function pathText(name: string, value: ArgumentValue): string {
  const text = value === null || value === undefined || typeof value === "object" ? "" : toText(value);
  if (text.trim() === "") {
    throw new CallError("input", `nothing was sent. ${name} is a part of the address and must not be empty`);
  }
  if (CLIMBING_PATTERN.test(text) || !isEncodable(text)) {
    throw new CallError(
      "input",
      `nothing was sent. ${name} is a part of the address; give an id, without . or .. as a part`,
    );
  }
  return text;
}

/** Half a surrogate pair cannot be percent-encoded. */
function isEncodable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
