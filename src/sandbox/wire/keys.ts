/** The fixed keys of the sandbox. All are public: they open nothing but the sandbox. */
export const SANDBOX_KEYS = {
  full: "100001-SANDBOXFULLACCESS",
  readOnly: "100001-SANDBOXREADONLY",
  /** As full, of an account that support has not switched billing on demand on for. */
  noBilling: "100001-SANDBOXNOBILLING",
  /** Of a shipping service provider: opens deliveries only. */
  shipping: "100001-SANDBOXSHIPPING",
  /** For asking a person for a key of their own; opens next to nothing by itself. */
  developer: "100001-SANDBOXDEVELOPER",
} as const;

export type KeyRight = keyof typeof SANDBOX_KEYS;

export interface SandboxKey {
  readonly account: number;
  readonly right: KeyRight;
  /** The whole key, where a person has granted it; the fixed keys have no such text. */
  readonly granted?: string;
}

const RIGHTS: ReadonlyMap<string, KeyRight> = new Map([
  ["SANDBOXFULLACCESS", "full"],
  ["SANDBOXREADONLY", "readOnly"],
  ["SANDBOXNOBILLING", "noBilling"],
  ["SANDBOXSHIPPING", "shipping"],
  ["SANDBOXDEVELOPER", "developer"],
]);

/**
 * Reads a fixed key. Any account number is taken before the dash, so that many callers can be told apart; they all see
 * the one shop. Undefined for any other key.
 */
export function readSandboxKey(key: string): SandboxKey | undefined {
  const [, account, name = ""] = /^([1-9]\d{0,11})-(\w+)$/.exec(key) ?? [];
  const right = RIGHTS.get(name);
  return right && { account: Number(account), right };
}
