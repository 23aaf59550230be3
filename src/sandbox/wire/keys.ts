/** The fixed keys of the sandbox. All are public: they work in the sandbox only. */
export const SANDBOX_KEYS = {
  full: "100001-SANDBOXFULLACCESS",
  readOnly: "100001-SANDBOXREADONLY",
  /** Full access to an account for which billing on demand is not enabled. */
  noBilling: "100001-SANDBOXNOBILLING",
  /** For a shipping service provider: deliveries only. */
  shipping: "100001-SANDBOXSHIPPING",
  /** For asking a person for a key; allows almost nothing else. */
  developer: "100001-SANDBOXDEVELOPER",
  /** Full access to an account that is only an affiliate. */
  affiliate: "100001-SANDBOXAFFILIATE",
} as const;

export type KeyRight = keyof typeof SANDBOX_KEYS;

export interface SandboxKey {
  readonly account: number;
  readonly right: KeyRight;
  /** The whole key, if a person granted it; undefined for the fixed keys. */
  readonly granted?: string;
}

const RIGHTS: ReadonlyMap<string, KeyRight> = new Map([
  ["SANDBOXFULLACCESS", "full"],
  ["SANDBOXREADONLY", "readOnly"],
  ["SANDBOXNOBILLING", "noBilling"],
  ["SANDBOXSHIPPING", "shipping"],
  ["SANDBOXDEVELOPER", "developer"],
  ["SANDBOXAFFILIATE", "affiliate"],
]);

/**
 * Reads a fixed key; undefined for any other. Any account number before the dash is accepted, so that callers can be told
 * apart; they all see the same shop.
 */
export function readSandboxKey(key: string): SandboxKey | undefined {
  const [, account, name = ""] = /^([1-9]\d{0,11})-(\w+)$/.exec(key) ?? [];
  const right = RIGHTS.get(name);
  return right && { account: Number(account), right };
}

/** Such an account has no products and earns only on sales of others. [S45] */
export function isAffiliateOnly({ right }: SandboxKey): boolean {
  return right === "affiliate";
}
