import { readFileSync } from "node:fs";
import path from "node:path";
import { ts } from "ts-morph";

/** The modules that a source file imports, relative to the repository. */
export function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"));
  return importedFiles.map(({ fileName }) => path.posix.join(path.posix.dirname(file), fileName));
}

/** Its texts between quotes; comments do not count. */
export function textsOf(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) {
      texts.push(node.text);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return texts;
}
