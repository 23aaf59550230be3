import type { Problem } from "../codegen-error.ts";
import type { SourceOperation } from "../load/source-operations.ts";

const PLAIN_SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._~-]+$/;
const PARAMETER_SEGMENT = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/**
 * The name of a function in the policy, the logs and the tables: its path below the API's address, without the slash. A parameter
 * stays in it under its name (`{productId}/legal-requirements`): so the name is as unique as the path, and no id gets into a log.
 */
export function functionName(path: string): string {
  return path.replace(/^\//, "");
}

/** The arguments that go into the address. */
export function pathParameters(path: string): string[] {
  return path.split("/").flatMap((segment) => PARAMETER_SEGMENT.exec(segment)?.[1] ?? []);
}

/** A path outside these forms could not be filled in without a guess, or would lead elsewhere. */
export function reportPath({ path, at, operation }: SourceOperation, problems: Problem[]): void {
  const odd = path
    .split("/")
    .slice(1)
    .find((segment) => !(PLAIN_SEGMENT.test(segment) || PARAMETER_SEGMENT.test(segment)));
  if (odd !== undefined || !path.startsWith("/")) {
    const message = `the path ${path} is not supported; every part of it must be plain text or one {parameter}`;
    problems.push({ at, message });
  }
  const declared = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
  const names = declared.filter((parameter) => parameter?.in === "path").map(({ name }) => name);
  for (const name of pathParameters(path).filter((parameter) => !names.includes(parameter))) {
    problems.push({ at: `${at}/parameters`, message: `do not describe {${name}} of the path; add it, in: path` });
  }
}
