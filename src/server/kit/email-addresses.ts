/** Percent-encoded once or, in a link that is itself a parameter, several times. */
const AT = /@|%(?:25){0,3}40/g;
const LOCAL_CHARACTER = /[\p{L}\p{N}\p{M}.!$*+~^'_%-]/u;
const BEFORE_LOCAL_PART = /^[^\p{L}\p{N}%]+/u;
/** Encoded characters that end a word: control characters, blank, quotes, brackets and the separators of a URL. */
const ENCODED_SEPARATOR = /%(?:25){0,3}(?:[01][0-9A-F]|2[023689CF]|3[A-F]|5[B-D]|60|7[B-D])/gi;
const DOMAIN = /[\p{L}\p{N}\p{M}-]+(?:(?:\.|%(?:25){0,3}2[Ee])[\p{L}\p{N}\p{M}-]+)+/uy;
/** Distinguishes `example.com` from the version in `pkg@1.2.3`. */
const NAMED_LABEL = /(?:\.|2e)(?:xn--|\p{L}\p{L})/iu;

/**
 * Replaces every e-mail address in a text. The search goes outwards from the at signs and never reads the text between
 * two of them twice, so it takes time in proportion to the length of any text.
 */
export function replaceEmailAddresses(text: string, replace: (address: string) => string): string {
  let result = "";
  let done = 0;
  let searched = 0;
  for (const { 0: sign, index } of text.matchAll(AT)) {
    const start = startOfLocalPart(text, searched, index);
    searched = index + sign.length;
    const end = endOfDomain(text, searched);
    if (start < index && end > searched) {
      result += text.slice(done, start) + replace(decode(text.slice(start, end), sign));
      done = end;
      searched = end;
    }
  }
  return result + text.slice(done);
}

function startOfLocalPart(text: string, lowest: number, end: number): number {
  let start = end;
  while (start > lowest && LOCAL_CHARACTER.test(text.charAt(start - 1))) {
    start--;
  }
  const run = text.slice(start, end);
  let afterSeparator = 0;
  for (const { 0: separator, index } of run.matchAll(ENCODED_SEPARATOR)) {
    afterSeparator = index + separator.length;
  }
  const word = run.slice(afterSeparator);
  return start + afterSeparator + (BEFORE_LOCAL_PART.exec(word)?.[0].length ?? 0);
}

function endOfDomain(text: string, start: number): number {
  DOMAIN.lastIndex = start;
  const domain = DOMAIN.exec(text)?.[0] ?? "";
  return NAMED_LABEL.test(domain) ? start + domain.length : start;
}

/** An address written with `%40` or `%2540` is the same as the one written with `@`. */
function decode(address: string, sign: string): string {
  const depth = (sign.length - 1) / 2;
  let decoded = address;
  for (let times = 0; times < depth; times++) {
    decoded = decodedOrSame(decoded);
  }
  return decoded;
}

export function decodedOrSame(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign: the text was never encoded.
    return text;
  }
}
