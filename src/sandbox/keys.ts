/** The two keys of the sandbox. Both are public: they open nothing but the sandbox. */
export const SANDBOX_KEYS = {
  full: "100001-SANDBOXFULLACCESS",
  readOnly: "100001-SANDBOXREADONLY",
} as const;

export type KeyRight = keyof typeof SANDBOX_KEYS;

export interface SandboxKey {
  readonly account: number;
  readonly right: KeyRight;
}

const RIGHTS: ReadonlyMap<string, KeyRight> = new Map([
  ["SANDBOXFULLACCESS", "full"],
  ["SANDBOXREADONLY", "readOnly"],
]);

/**
 * Reads a key. Any account number is taken before the dash, so that many callers can be told apart; they all see the one
 * shop. Undefined for a key that the sandbox does not give out.
 */
export function readSandboxKey(key: string): SandboxKey | undefined {
  const [, account, name = ""] = /^([1-9]\d{0,11})-(\w+)$/.exec(key) ?? [];
  const right = RIGHTS.get(name);
  return right && { account: Number(account), right };
}
