import { CallError } from "../kit/errors.ts";
import { type Arguments, type ArgumentValue, toText } from "./form-encoding.ts";

const PARAMETER_PATTERN = /\{([^{}]+)\}/g;
/** `.` and `..` change the address, even after an encoded slash, which a proxy may decode too early. */
const DOT_SEGMENT_PATTERN = /(^|[/\\])\.{1,2}($|[/\\])/;

interface PlacedArguments {
  /** The text of every parameter in the path. */
  readonly inPath: Readonly<Record<string, string>>;
  readonly inForm: Arguments;
}

/** Divides the arguments of a call into those of its path and those of the form. */
export function placeArguments(path: string, args: Arguments): PlacedArguments {
  if (!path.includes("{")) {
    return { inPath: {}, inForm: args };
  }
  const names = [...path.matchAll(PARAMETER_PATTERN)].map(([, name = ""]) => name);
  const inPath = Object.fromEntries(names.map((name) => [name, pathText(name, args[name])]));
  const inForm = Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
  return { inPath, inForm };
}

/** The text to be percent-encoded into the address. Refuses values that would lead to another address. */
function pathText(name: string, value: ArgumentValue): string {
  const text = value === null || value === undefined || typeof value === "object" ? "" : toText(value);
  if (text.trim() === "") {
    throw new CallError("input", `nothing was sent. ${name} is part of the address and must not be empty`);
  }
  if (DOT_SEGMENT_PATTERN.test(text) || !isEncodable(text)) {
    throw new CallError(
      "input",
      `nothing was sent. ${name} is part of the address and must not contain the segments . and ..`,
    );
  }
  return text;
}

/** A lone surrogate cannot be percent-encoded. */
function isEncodable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
