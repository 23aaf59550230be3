/** Where people find their keys in Digistore24. */
export const KEYS_MENU = "Settings > Account access > API keys";
