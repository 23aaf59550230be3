import { distance } from "fastest-levenshtein";

const PREFIX = /^DIGISTORE24_/i;
/** A shorter name is like too many others: CONFIG is two letters away from CONFIRM. */
const MIN_CHARS_FOR_TWO_ERRORS = 10;
/** Other programs have variables that are like these, and a person sees at once that their values have no effect. */
const GENERAL_NAMES = new Set(["PORT", "HOST", "LOG_LEVEL"]);
const MIN_SHARED_CHARS = 3;

/**
 * The variable that a name with our prefix is most like: the most words in common, then the fewest different letters.
 * Undefined if it has no word in common with any and misspells none.
 */
export function nearestVariable(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .filter((variable) => sharedWords(name, variable) > 0 || isMisspelled(bareLetters(name), bareLetters(variable)))
    .toSorted(
      (one, other) => sharedWords(name, other) - sharedWords(name, one) || errorsIn(name, one) - errorsIn(name, other),
    );
  return nearest;
}

/** The variable that a name without our prefix misspells, with or without that variable's prefix, if it does. */
export function misspelledVariable(name: string, known: readonly string[]): string | undefined {
  const letters = lettersOf(name);
  return known.find((variable) => {
    const bare = variable.replace(PREFIX, "");
    const isBareEnough = bare === variable || lettersOf(bare).length >= MIN_CHARS_FOR_TWO_ERRORS;
    return (
      !GENERAL_NAMES.has(variable) &&
      (isMisspelled(letters, lettersOf(variable)) || (isBareEnough && isMisspelled(letters, lettersOf(bare))))
    );
  });
}

function isMisspelled(given: string, meant: string): boolean {
  const errors = distance(given, meant);
  return errors <= (meant.length < MIN_CHARS_FOR_TWO_ERRORS ? 1 : 2) || (errors === 2 && areSameLetters(given, meant));
}

/** Two letters that have changed places count as two errors. */
function areSameLetters(one: string, other: string): boolean {
  return [...one].toSorted().join("") === [...other].toSorted().join("");
}

function sharedWords(name: string, variable: string): number {
  const words = wordsOf(variable.replace(PREFIX, ""));
  return wordsOf(name.replace(PREFIX, "")).filter((word) => words.some((other) => isPartOf(word, other))).length;
}

function isPartOf(word: string, other: string): boolean {
  return Math.min(word.length, other.length) >= MIN_SHARED_CHARS && (word.startsWith(other) || other.startsWith(word));
}

function errorsIn(name: string, variable: string): number {
  return distance(bareLetters(name), bareLetters(variable));
}

function bareLetters(name: string): string {
  return lettersOf(name.replace(PREFIX, ""));
}

function lettersOf(name: string): string {
  return wordsOf(name).join("");
}

/** In capitals and singular: a missing or needless plural does not count as an error, as in TRUSTED_PROXY. */
function wordsOf(name: string): readonly string[] {
  return name.split(/[_.-]/).map((word) => word.toUpperCase().replace(/IES$/, "Y").replace(/S$/, ""));
}
