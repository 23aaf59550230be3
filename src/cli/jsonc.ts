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

/** Parses JSON with comments and trailing commas. Throws a SyntaxError for anything else. */
export function parseJsonc(text: string): unknown {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) {
    throw new SyntaxError(`${printParseErrorCode(first.error)} at character ${first.offset}`);
  }
  return root && plainValue(root);
}

/** Reads a member of nested objects, the same one that `setMember` changes. */
export function memberOf(text: string, path: readonly string[]): unknown {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  return node && plainValue(node);
}

/** The library's own function confuses a member named __proto__ with the prototype. */
function plainValue({ type, value, children = [] }: Node): unknown {
  if (type === "array") {
    return children.map(plainValue);
  }
  if (type !== "object") {
    return value;
  }
  // An incomplete member has only a name.
  const members = children.map(
    ({ children: [name, member] = [] }) => [name?.value, member && plainValue(member)] as const,
  );
  return Object.fromEntries(members);
}

/** Sets one member of nested objects and keeps the rest of the text: layout, comments, spelling of numbers. */
export function setMember(text: string, path: readonly string[], value: unknown): string {
  const wanted = withMember(parseJsonc(text), path, value);
  const after = edit(text, path, value);
  if (!isDeepStrictEqual(parseJsonc(after), wanted)) {
    throw new SyntaxError(`${path.join(".")} appears twice`);
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

/** The expected value of the edited text. Of two members with one name, clients read the last and the edit finds the first. */
function withMember(root: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) {
    return value;
  }
  if (!isObject(root)) {
    throw new SyntaxError(`${name} cannot be added to a value that is not an object`);
  }
  return { ...root, [name]: withMember(root[name] ?? {}, rest, value) };
}
