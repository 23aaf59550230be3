import { bothCases, translateClass } from "./translate-class.ts";

const IGNORES_CASE = "(?i)";
const TOKENS = /\[(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\.|\(\?P?<[A-Za-z_]\w*>|\(\?[^:=!<]|./gsu;
/** They mean something else with the flag u than without it: two units become one character, and `\u{41}` becomes A. */
const DEPENDS_ON_FLAG = /[\u{10000}-\u{10FFFF}]|\\u\{/u;
/** The group holds escapes that can stand for a letter, whose other case is then unknown. */
const LETTER_ESCAPE = /^\\(?:[dDsSwWbBnrtfv0]|([1-9xuck]))$/;
const SYNTAX_ESCAPE = /^\\[\^$\\.*+?()[\]{}|/]$/;

/**
 * A `pattern` in a form that JavaScript compiles to the same meaning with the flag u and without it; undefined if there is
 * none. Descriptions are written for other engines too, and the validators of clients differ in the flag.
 */
export function translatePattern(pattern: string): string | undefined {
  if (DEPENDS_ON_FLAG.test(pattern)) {
    return undefined;
  }
  const ignoresCase = pattern.startsWith(IGNORES_CASE);
  const tokens = (ignoresCase ? pattern.slice(IGNORES_CASE.length) : pattern).match(TOKENS) ?? [];
  const parts = tokens.map((token) => translateToken(token, ignoresCase));
  const translated = parts.join("");
  return !parts.includes(undefined) && compiles(translated) ? translated : undefined;
}

function translateToken(token: string, ignoresCase: boolean): string | undefined {
  if (token.startsWith("[") && token.length > 1) {
    return translateClass(token, ignoresCase);
  }
  if (token.startsWith("\\")) {
    return translateEscape(token, ignoresCase);
  }
  if (token.startsWith("(?")) {
    return token.endsWith(">") && token.length > 3 ? token.replace("(?P<", "(?<") : undefined;
  }
  const letters = ignoresCase ? bothCases(token) : token;
  return letters !== undefined && letters !== token ? `[${letters}]` : letters;
}

function translateEscape(token: string, ignoresCase: boolean): string | undefined {
  if (token === "\\A") {
    return "^";
  }
  if (token === "\\z" || token === "\\Z") {
    return "$";
  }
  const letter = LETTER_ESCAPE.exec(token);
  if (letter) {
    return ignoresCase && letter[1] !== undefined ? undefined : token;
  }
  if (/^\\(?:[A-Za-z]|$)/.test(token)) {
    return undefined;
  }
  // The flag u refuses the escape of a character that needs none.
  return SYNTAX_ESCAPE.test(token) ? token : token.slice(1);
}

function compiles(pattern: string): boolean {
  try {
    return ["", "u"].every((flags) => new RegExp(pattern, flags).flags === flags);
  } catch {
    return false;
  }
}
