/** Whether a person typed what the question shows. Case, spaces and the decimal sign do not matter. */
export function isTyped(typed: unknown, wanted: string): boolean {
  return typeof typed === "string" && normalise(typed) === normalise(wanted);
}

function normalise(text: string): string {
  return text.toUpperCase().replace(/\s+/g, "").replaceAll(",", ".");
}
