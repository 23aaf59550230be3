import { isDeepStrictEqual } from "node:util";
import { applyEdits, createScanner, type Edit, findNodeAtLocation, parseTree } from "jsonc-parser";
import { isObject } from "../server/kit/is-object.ts";
import { parseJsonc } from "./jsonc.ts";

/** Removes one member of nested objects and keeps the rest of the text. The library's own edit removes comments next to it. */
export function removeMember(text: string, path: readonly string[]): string {
  const after = applyEdits(text, removalOf(text, path));
  if (!isDeepStrictEqual(parseJsonc(after), withoutMember(parseJsonc(text), path))) {
    throw new SyntaxError(`${path.join(".")} appears twice`);
  }
  return after;
}

function removalOf(text: string, path: readonly string[]): Edit[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const member = root && findNodeAtLocation(root, [...path])?.parent;
  if (member === undefined) {
    return [];
  }
  const siblings = member.parent?.children ?? [];
  const before = siblings[siblings.indexOf(member) - 1];
  const end = member.offset + member.length;
  const comma = commaAfter(text, end) ?? (before && commaAfter(text, before.offset + before.length));
  const cut = cutLine(text, member.offset, comma === end ? end + 1 : end);
  return comma === undefined || comma === end ? [cut] : [cut, { offset: comma, length: 1, content: "" }];
}

/** Where the next token is, if it is a comma. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const next = scanner.getTokenOffset();
  return text[next] === "," ? next : undefined;
}

/** Removes a part of a text, with its lines if nothing else is on them. */
function cutLine(text: string, start: number, end: number): Edit {
  const [indent = ""] = /(?:\r?\n)?[ \t]*$/.exec(text.slice(0, start)) ?? [];
  const isAlone = indent.includes("\n") && /^[ \t]*(?:\r?\n|$)/.test(text.slice(end));
  const offset = isAlone ? start - indent.length : start;
  return { offset, length: end - offset, content: "" };
}

function withoutMember(root: unknown, [name = "", ...rest]: readonly string[]): unknown {
  if (!isObject(root) || !Object.hasOwn(root, name)) {
    return root;
  }
  const { [name]: removed, ...others } = root;
  return rest.length === 0 ? others : { ...root, [name]: withoutMember(removed, rest) };
}
