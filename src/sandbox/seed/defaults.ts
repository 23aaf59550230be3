/** Apart from the shop, so that naming them does not load it. */
export const DEFAULT_SEED = 24;

/** How much has happened in the shop: 300 purchases of a year, or 50,000. */
export const SCALES = ["small", "large"] as const;
export type Scale = (typeof SCALES)[number];
