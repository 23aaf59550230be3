import { isDeepStrictEqual } from "node:util";
import {
  applyEdits,
  findNodeAtLocation,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { isObject } from "../server/kit/is-object.ts";

/** What a JSON text holds, comments and trailing commas allowed. Throws a SyntaxError for what is no JSON even so. */
export function parseJsonc(text: string): unknown {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) {
    throw new SyntaxError(`${printParseErrorCode(first.error)} at character ${first.offset}`);
  }
  return root && plainValue(root);
}

/** What stands at a place in nested objects, as `setMember` finds it. */
export function memberOf(text: string, path: readonly string[]): unknown {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  return node && plainValue(node);
}

/** The library's own function takes a member named __proto__ for the prototype. */
function plainValue({ type, value, children = [] }: Node): unknown {
  if (type === "array") {
    return children.map(plainValue);
  }
  if (type !== "object") {
    return value;
  }
  // Of a member that somebody is still typing only the name is there.
  const members = children.map(
    ({ children: [name, member] = [] }) => [name?.value, member && plainValue(member)] as const,
  );
  return Object.fromEntries(members);
}

/** Sets one member of nested objects and leaves all else in the text: layout, comments, spelling of numbers. */
export function setMember(text: string, path: readonly string[], value: unknown): string {
  const wanted = withMember(parseJsonc(text), path, value);
  const after = edit(text, path, value);
  if (!isDeepStrictEqual(parseJsonc(after), wanted)) {
    throw new SyntaxError(`${path.join(".")} stands in it twice`);
  }
  return after;
}

function edit(text: string, path: readonly string[], value: unknown): string {
  const unit = /^[ \t]+(?=")/m.exec(text)?.[0] ?? "  ";
  const formattingOptions = {
    insertSpaces: !unit.includes("\t"),
    tabSize: unit.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}

/** What the text should then hold. Clients read the last of two members with one name, an editor finds the first. */
function withMember(root: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) {
    return value;
  }
  if (!isObject(root)) {
    throw new SyntaxError(`${name} cannot be put into what is no object`);
  }
  return { ...root, [name]: withMember(root[name] ?? {}, rest, value) };
}
