import { PACKAGE } from "./package-facts.ts";

export const VERSION = PACKAGE.version;
