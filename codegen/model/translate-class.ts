const ITEMS = /\[:\^?\w+:\]|\\[pP]\{[^}]*\}|\\?.-\\?.|\\.|./gsu;
const NAMED_CLASSES: Readonly<Record<string, string>> = {
  "[:alnum:]": "0-9A-Za-z",
  "[:alpha:]": "A-Za-z",
  "[:blank:]": " \\t",
  "[:digit:]": "0-9",
  "[:lower:]": "a-z",
  "[:space:]": "\\s",
  "[:upper:]": "A-Z",
  "[:word:]": "\\w",
  "[:xdigit:]": "0-9A-Fa-f",
};
/** The group holds escapes that can stand for a letter, whose other case is then unknown. */
const LETTER_ESCAPE = /^\\(?:[dDsSwWbnrtfv0]|([xuc]))$/;
const SYNTAX_ESCAPE = /^\\[\^$\\.*+?()[\]{}|/-]$/;

/** A class of characters, `[…]`, in JavaScript; undefined if it cannot be translated. */
export function translateClass(token: string, ignoresCase: boolean): string | undefined {
  const [, start = "", content = ""] = /^(\[\^?)(.*)\]$/s.exec(token) ?? [];
  // Other engines read a bracket at the start as itself, and && as an intersection.
  if (content === "" || content.startsWith("]") || content.includes("&&")) {
    return undefined;
  }
  const parts = (content.match(ITEMS) ?? []).map((item) => translateItem(item, ignoresCase));
  return parts.includes(undefined) ? undefined : `${start}${parts.join("")}]`;
}

function translateItem(item: string, ignoresCase: boolean): string | undefined {
  if (item.startsWith("[:") && item.length > 2) {
    const hasOneCase = item === "[:lower:]" || item === "[:upper:]";
    return NAMED_CLASSES[ignoresCase && hasOneCase ? "[:alpha:]" : item];
  }
  if (/^\\[pP]\{/.test(item)) {
    return undefined;
  }
  if (/^\\.$/su.test(item)) {
    return translateEscape(item, ignoresCase);
  }
  return ignoresCase ? inBothCases(item) : item;
}

function translateEscape(item: string, ignoresCase: boolean): string | undefined {
  const letter = LETTER_ESCAPE.exec(item);
  if (letter) {
    return ignoresCase && letter[1] !== undefined ? undefined : item;
  }
  if (/^\\[A-Za-z1-9]/.test(item)) {
    return undefined;
  }
  return SYNTAX_ESCAPE.test(item) ? item : item.slice(1);
}

/** A character or a range of them; undefined for a range that only begins or only ends among the letters. */
function inBothCases(item: string): string | undefined {
  const letters = bothCases(item);
  return letters === item || /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[^-])$/u.test(item) ? letters : undefined;
}

/** The text in lower and in upper case, once if there is no difference; undefined if a case is longer, as SS is for ß. */
export function bothCases(text: string): string | undefined {
  const [lower, upper] = [text.toLowerCase(), text.toUpperCase()];
  if (lower === upper) {
    return text;
  }
  return lower.length === text.length && upper.length === text.length ? `${lower}${upper}` : undefined;
}
