import type { Argument } from "./argument.ts";
import { badValue } from "./refusal.ts";

/** A web address, which need not be reachable. */
export function asWebAddress(argument: Argument): string {
  if (!/^https?:\/\/[^\s/]+/.test(argument.text)) {
    throw badValue(argument, { de: "Adresse mit https://", en: "an address with https://" });
  }
  return argument.text;
}
