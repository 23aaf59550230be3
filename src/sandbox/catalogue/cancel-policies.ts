export const CANCEL_POLICIES = [
  ...["6m_0", "6m_6m", "6m_12m", "12m_0", "12m_3m"],
  ...["12m_6m", "12m_12m", "24m_0", "24m_6m", "24m_12m"],
] as const;

/** `12m_3m` is a first term of twelve months, extended by three months at a time; `0` means no extension. */
export function monthsOf(policy: string): { readonly first: number; readonly next: number } {
  const [first = 0, next = 0] = policy.split("_").map((part) => Number.parseInt(part, 10));
  return { first, next };
}
