/** Quotes of all kinds that people and editors put around a value. */
const QUOTE = "[\"'`“”„‘’«»]";

interface Mistake {
  readonly form: RegExp;
  /** It must not repeat the text, which may contain a key. */
  readonly sentence: string;
}

/** In this order: a placeholder in quotes is first of all a placeholder. */
const MISTAKES: readonly Mistake[] = [
  {
    form: /\$\{.*\}|\{\{.*\}\}|^["']?\{.*\}["']?$|^["']?\$[A-Za-z_]\w*["']?$|^["']?%\w+%["']?$/,
    sentence: "The key is a variable that was not replaced. Set the variable, or put the key itself in its place.",
  },
  {
    form: /\byour[ _-]|api[ _-]?key|^<[^>]*>$|^\[[^\]]*\]$|^\d{1,12}-([x*.])\1{2,}$|^[*.x…]{3,40}$/i,
    sentence: "The key is a placeholder. Put your own Digistore24 API key in its place.",
  },
  {
    form: /^["']?(authorization\s*:\s*)?bearer\b/i,
    sentence: 'The key begins with "Bearer". That word belongs before the key, once, and only in a header.',
  },
  {
    form: new RegExp(`^${QUOTE}`),
    sentence: "The key is in quotes. Leave the quotes out.",
  },
];

/**
 * Names the mistake if a text that stands in the place of a key cannot be one, although the API alone decides which keys
 * are valid: its answer to a placeholder would not say what is wrong.
 */
export function findKeyMistake(text: string): string | undefined {
  return MISTAKES.find(({ form }) => form.test(text.trim()))?.sentence;
}
