import type { Argument } from "./argument.ts";
import { badValue } from "./refusal.ts";

/** An address on the web. Whether anybody could reach it is not looked at. */
export function asWebAddress(argument: Argument): string {
  if (!/^https?:\/\/[^\s/]+/.test(argument.text)) {
    throw badValue(argument, { de: "Adresse mit https://", en: "an address with https://" });
  }
  return argument.text;
}
