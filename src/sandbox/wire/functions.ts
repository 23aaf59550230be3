import type { Handlers } from "./call.ts";
import { countryFunctions } from "./countries.ts";
import { currencyFunctions } from "./currencies.ts";

export const wireFunctions: Handlers = {
  ...currencyFunctions,
  ...countryFunctions,
};
