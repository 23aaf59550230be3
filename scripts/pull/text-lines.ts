export function startOfLine(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** The start of the next line, from the end of a value: a folded text ends with one, the others before it. */
export function endOfLine(text: string, at: number): number {
  if (text[at - 1] === "\n") {
    return text.slice(0, at).trimEnd().length + 1;
  }
  const next = text.indexOf("\n", at);
  return next < 0 ? text.length : next + 1;
}

export function insertLine(text: string, at: number, line: string): string {
  const before = text.slice(0, at);
  return `${before}${before.endsWith("\n") ? "" : "\n"}${line}\n${text.slice(at)}`;
}

/** As many spaces as stand, or would stand, before this place in its line. */
export function indentAt(text: string, at: number): string {
  return " ".repeat(at - startOfLine(text, at));
}
