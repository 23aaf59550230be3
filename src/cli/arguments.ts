import { InvalidArgumentError, Option } from "commander";
import { isNear, nearestName } from "../server/kit/nearest-name.ts";
import { parseAddress } from "../server/kit/parse-address.ts";

const MIN_START_CHARS = 3;
const DISJUNCTION = new Intl.ListFormat("en-GB", { type: "disjunction" });

export function wholeUpTo(max: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,10}$/.test(text) || Number(text) > max) {
      throw new InvalidArgumentError(`It must be a whole number from 0 to ${max}.`);
    }
    return Number(text);
  };
}

export function trueOrFalse(text: string): boolean {
  if (text !== "true" && text !== "false") {
    throw new InvalidArgumentError("It must be true or false.");
  }
  return text === "true";
}

export function oneOf<T extends string>(names: readonly T[]): (text: string) => T {
  return (text) => {
    const name = names.find((known) => known === text);
    if (name === undefined) {
      throw new InvalidArgumentError(`It must be one of ${names.join(", ")}.${guess(text, names)}`);
    }
    return name;
  };
}

/** Like `oneOf`, for names that the command lists after each mistake. */
export function listedName<T extends string>(names: readonly T[]): (text: string) => T {
  return (text) => {
    const name = names.find((known) => known === text);
    if (name === undefined) {
      throw new InvalidArgumentError(guess(text, names));
    }
    return name;
  };
}

/** The names that were probably meant, if there are any. */
function guess(text: string, names: readonly string[]): string {
  const longer = text.length >= MIN_START_CHARS ? names.filter((name) => name.startsWith(text)) : [];
  const nearest = nearestName(text, names);
  const near = nearest !== undefined && isNear(text, nearest) ? [nearest] : [];
  const meant = longer.length > 0 ? longer : near;
  return meant.length === 0 ? "" : `\n(Did you mean ${DISJUNCTION.format(meant)}?)`;
}

/** An option whose help lists its choices. */
export function choice(flags: string, description: string, names: readonly string[]): Option {
  return new Option(flags, description).choices([...names]).argParser(oneOf(names));
}

/** Reads the address of an endpoint that agents can use. */
export function httpAddress(text: string): string {
  const url = parseAddress(text);
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new InvalidArgumentError("It must be an address such as http://127.0.0.1:3000/, with http:// or https://.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new InvalidArgumentError("A key does not belong in the address: agents send it in a header.");
  }
  if (/[?#]/.test(text)) {
    throw new InvalidArgumentError(
      "It must be an address without ? and #. A part of the endpoint has a path: /readonly, /safe, /x/vouchers.",
    );
  }
  return url.href;
}

/** Reads the address of a server, to which paths are appended. */
export function webOrigin(text: string): string {
  const url = parseAddress(text);
  if (url === undefined || !["http:", "https:"].includes(url.protocol) || url.href !== `${url.origin}/`) {
    throw new InvalidArgumentError("It must be an address such as http://127.0.0.1:8124, without a path.");
  }
  return url.origin;
}
