import { Node, Project, type SourceFile, SyntaxKind, type Type } from "ts-morph";
import { expect, test } from "vitest";

type AnyFunction = Node & { isAsync(): boolean; getReturnType(): Type; getBody(): Node | undefined };

/** Functions that Fastify calls itself, so it handles a reply that they return. */
const REGISTRATIONS = new Set([
  "get",
  "post",
  "delete",
  "put",
  "patch",
  "all",
  "route",
  "addHook",
  "setNotFoundHandler",
]);
const ELSEWHERE = `
  import type { FastifyReply } from "fastify";
  export async function inferred(reply: FastifyReply) { return reply.send("a"); }
  export const declared = async (reply: FastifyReply): Promise<FastifyReply | undefined> => reply;
  export function promised(reply: FastifyReply): Promise<FastifyReply> { return reply.send("a") as never; }
  export function plain(reply: FastifyReply): FastifyReply { return reply; }
  export const short = async (reply: FastifyReply) => reply.code(200).send("a");
  export async function other(reply: FastifyReply) { const send = () => reply; send(); return 1; }
`;

const project = new Project({ tsConfigFilePath: "tsconfig.json", skipAddingFilesFromTsConfig: true });
project.addSourceFilesAtPaths("src/server/**/*.ts");
const served = project.getSourceFiles().filter((file) => file.getText().includes('from "fastify"'));
const elsewhere = project.createSourceFile("src/server/elsewhere.ts", ELSEWHERE);

/** Functions that promise a reply. An awaited reply resolves to undefined, so the caller believes that nothing was answered. */
function offenders(file: SourceFile): string[] {
  return file
    .getDescendants()
    .filter(isFunction)
    .filter((node) => promisesReply(node) && !isRegistered(node))
    .map((node) => `${file.getBaseName()}:${node.getStartLineNumber()}`);
}

function isFunction(node: Node): node is AnyFunction {
  return (
    Node.isFunctionDeclaration(node) ||
    Node.isArrowFunction(node) ||
    Node.isFunctionExpression(node) ||
    Node.isMethodDeclaration(node)
  );
}

/** The compiler infers `Promise<void>` for a returned reply, so the returned expressions count too. */
function promisesReply(node: AnyFunction): boolean {
  const declared = node.getReturnType();
  const isPromise = declared.getSymbol()?.getName() === "Promise";
  return (
    (isPromise && declared.getTypeArguments().some(holdsReply)) || (node.isAsync() && returned(node).some(holdsReply))
  );
}

function returned(node: AnyFunction): Type[] {
  const body = node.getBody();
  if (body && !Node.isBlock(body)) {
    return [body.getType()];
  }
  const types: Type[] = [];
  body?.forEachDescendant((inside, traversal) => {
    if (isFunction(inside)) {
      traversal.skip();
    } else if (Node.isReturnStatement(inside)) {
      types.push(...[inside.getExpression()?.getType()].filter((type) => type !== undefined));
    }
  });
  return types;
}

function holdsReply(type: Type): boolean {
  const parts = type.isUnion() ? type.getUnionTypes() : [type];
  return parts.some((part) => part.getSymbol()?.getName() === "FastifyReply");
}

/** A handler, given directly or as a member of a route's options. */
function isRegistered(node: Node): boolean {
  const options = node.getParentIfKind(SyntaxKind.PropertyAssignment)?.getParent();
  const call = (options ?? node).getParentIfKind(SyntaxKind.CallExpression);
  const callee = call?.getExpressionIfKind(SyntaxKind.PropertyAccessExpression);
  return callee !== undefined && REGISTRATIONS.has(callee.getName());
}

test("no function of the server promises a reply, except those that Fastify calls itself", () => {
  expect(served.length).toBeGreaterThan(5);
  expect(served.flatMap(offenders)).toEqual([]);
});

test("such a function is found, whether its type is declared or inferred", () => {
  expect(offenders(elsewhere)).toEqual(["elsewhere.ts:3", "elsewhere.ts:4", "elsewhere.ts:5", "elsewhere.ts:7"]);
});
