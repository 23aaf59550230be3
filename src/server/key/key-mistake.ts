/** All kinds of quotes that people and editors put around a value. */
export const QUOTE = "[\"'`“”„‘’«»]";

export type KeyMistakeKind = "variable" | "placeholder" | "bearer" | "quotes";

interface KeyMistake {
  readonly kind: KeyMistakeKind;
  readonly form: RegExp;
  /** Must not repeat the text, which may contain a key. */
  readonly sentence: string;
}

/** In order of precedence: a placeholder in quotes is reported as a placeholder. */
const MISTAKES: readonly KeyMistake[] = [
  {
    kind: "variable",
    form: /\$\{.*\}|\{\{.*\}\}|^["']?\{.*\}["']?$|^["']?\$[A-Za-z_]\w*["']?$|^["']?%\w+%["']?$/,
    sentence: "The key is a variable that was not replaced. Set the variable, or put the key itself in its place.",
  },
  {
    kind: "placeholder",
    form: /\byour[ _-]|api[ _-]?key|^<[^>]*>$|^\[[^\]]*\]$|^\d{1,12}-([x*.])\1{2,}$|^[*.x…]{3,40}$/i,
    sentence: "The key is a placeholder. Put your own Digistore24 API key in its place.",
  },
  {
    kind: "bearer",
    form: /^["']?(authorization\s*:\s*)?bearer\b/i,
    sentence: 'The key begins with "Bearer". That word belongs before the key, once, and only in a header.',
  },
  {
    kind: "quotes",
    form: new RegExp(`^${QUOTE}`),
    sentence: "The key is in quotes. Leave the quotes out.",
  },
];

/**
 * Names the mistake in a text that is given as a key but cannot be one. Only the API decides which keys are valid, but its
 * answer to a placeholder would not name the mistake.
 */
export function findKeyMistake(text: string): KeyMistake | undefined {
  return MISTAKES.find(({ form }) => form.test(text.trim()));
}
