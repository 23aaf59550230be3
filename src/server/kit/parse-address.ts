/**
 * An address, or undefined if the text is not one. `URL.canParse` of Node.js 20 takes no letters outside of ASCII once it
 * has been called often.
 */
export function parseAddress(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
