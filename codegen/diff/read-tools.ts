import type { Node, ObjectLiteralElementLike, SyntaxKind } from "typescript";
import { compareCodeUnits } from "../codegen-error.ts";
import type { InputSchema } from "../model/api-model.ts";
import { DEFAULT_MARKS } from "../model/default-marks.ts";
import { typescript as ts } from "../packages.ts";

/** A tool as its generated module states it. */
export interface GeneratedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: InputSchema;
  readonly aliases?: readonly string[];
  readonly isReviewed?: false;
  readonly [mark: string]: unknown;
}

/** The tools of generated modules, sorted by name. The modules are read as data and never run: they may be of any commit. */
export function readTools(modules: Iterable<string>): GeneratedTool[] {
  return [...modules].flatMap(readModule).toSorted((a, b) => compareCodeUnits(a.name, b.name));
}

function readModule(text: string): GeneratedTool[] {
  return ts
    .createSourceFile("tools.ts", text, ts.ScriptTarget.Latest)
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ initializer }) => (initializer && ts.isSatisfiesExpression(initializer) ? [initializer] : []))
    .map(({ expression }) => withMarks(toValue(expression) as GeneratedTool & { readonly marks?: object }));
}

/** Marks one by one, so that a difference names the mark. Modules of earlier commits state all of them next to the name. */
function withMarks({ marks, ...tool }: GeneratedTool & { readonly marks?: object }): GeneratedTool {
  return { ...DEFAULT_MARKS, ...tool, ...marks };
}

function toValue(node: Node): unknown {
  if (ts.isObjectLiteralExpression(node)) {
    return Object.fromEntries(node.properties.map(toEntry));
  }
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.map(toValue);
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return -Number(toValue(node.operand));
  }
  if (ts.isStringLiteral(node)) {
    return node.text;
  }
  if (ts.isNumericLiteral(node)) {
    return Number(node.text);
  }
  return toConstant(node.kind);
}

function toEntry(property: ObjectLiteralElementLike): [string, unknown] {
  const { name } = property;
  if (!(ts.isPropertyAssignment(property) && name && (ts.isIdentifier(name) || ts.isStringLiteral(name)))) {
    throw new Error(`a generated module holds ${ts.SyntaxKind[property.kind]} where data was expected`);
  }
  return [name.text, toValue(property.initializer)];
}

function toConstant(kind: SyntaxKind): boolean | null {
  switch (kind) {
    case ts.SyntaxKind.TrueKeyword:
      return true;
    case ts.SyntaxKind.FalseKeyword:
      return false;
    case ts.SyntaxKind.NullKeyword:
      return null;
    default:
      throw new Error(`a generated module holds ${ts.SyntaxKind[kind]} where data was expected`);
  }
}
