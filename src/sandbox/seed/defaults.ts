/** In a separate file, so that using them does not load the shop. */
export const DEFAULT_SEED = 24;

/** The size of the history: about 300 purchases in a year, or 50,000. */
export const SCALES = ["small", "large"] as const;
export type Scale = (typeof SCALES)[number];
