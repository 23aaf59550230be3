/** Inline flags, anchors and classes of other engines: JavaScript refuses them or reads them as plain letters. */
const FOREIGN_PATTERN = /^(?:[^\\]|\\[^AzZpP])*?(\\[AzZ]|\\[pP]\{|\(\?[a-z]+[):])/;

/** The reason why JavaScript cannot check values with this `pattern`; undefined if it can. */
export function patternProblem(pattern: unknown): string | undefined {
  if (typeof pattern !== "string") {
    return `pattern is ${JSON.stringify(pattern)}; write a regular expression as text`;
  }
  const foreign = FOREIGN_PATTERN.exec(pattern)?.[1];
  if (foreign !== undefined) {
    return `pattern \`${pattern}\` holds \`${foreign}\`, which JavaScript does not read; write ^, $ and plain classes instead, or leave the pattern out`;
  }
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return `pattern cannot be compiled: ${(error as Error).message}; correct it or leave it out`;
  }
}
