/** What the two keys of the sandbox may do. Both are public: they open nothing but the sandbox. */
export const SANDBOX_KEYS = {
  full: "100001-SANDBOXFULLACCESS",
  readOnly: "100001-SANDBOXREADONLY",
} as const;

export type KeyRight = keyof typeof SANDBOX_KEYS;

/** The right of a key; undefined for one that the sandbox did not give out. */
export function keyRightOf(key: string): KeyRight | undefined {
  const rights = Object.keys(SANDBOX_KEYS) as KeyRight[];
  return rights.find((right) => SANDBOX_KEYS[right] === key);
}
