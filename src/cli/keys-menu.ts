/** Where people find their keys. */
export const KEYS_MENU = "Digistore24: Settings > Account access > API keys";
