import type { Language } from "../../server/kit/language.ts";
import { shortenText } from "../../server/kit/shorten-text.ts";
import type { Argument } from "./argument.ts";

export type { Language };

/** One message in both languages. */
export type Texts = Readonly<Record<Language, string>>;

/** The codes of the vendor's connector of 2025. Only the one for the key has been seen live. */
export const REFUSAL_CODE = {
  key: 2,
  argument: 3,
  notFound: 4,
  permission: 5,
  unknownFunction: 9,
  internal: 11,
} as const;

type RefusalCode = (typeof REFUSAL_CODE)[keyof typeof REFUSAL_CODE];

/** The part of a wrong value that a message quotes. */
const MAX_QUOTED_CHARS = 60;

/** A refusal by the API: an envelope with `result: "error"`, sent with HTTP 200 unless a status is known to differ. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly texts: Texts;
  readonly status: number;

  constructor(code: RefusalCode, texts: Texts, status = 200) {
    super(texts.en);
    this.code = code;
    this.texts = texts;
    this.status = status;
  }
}

/** A required argument is missing; `name` is its name on the wire (`data[code]`). */
export function missingArgument(name: string): Refusal {
  return new Refusal(REFUSAL_CODE.argument, { de: `Parameter fehlt: ${name}`, en: `Missing parameter: ${name}` });
}

/** An argument has a value of the wrong kind. */
export function badValue({ name, text }: Argument, expected: Texts): Refusal {
  const quoted = shortenText(text, MAX_QUOTED_CHARS);
  return new Refusal(REFUSAL_CODE.argument, {
    de: `Ungültiger Wert für ${name}: "${quoted}" (erwartet: ${expected.de})`,
    en: `Invalid value for ${name}: "${quoted}" (expected: ${expected.en})`,
  });
}

/** The arguments are well-formed, but the request is impossible. */
export function notPossible(texts: Texts): Refusal {
  return new Refusal(REFUSAL_CODE.argument, texts);
}

/** There is no record with that id. */
export function notFound(kind: Texts, id: string | number): Refusal {
  return new Refusal(REFUSAL_CODE.notFound, {
    de: `${kind.de} nicht gefunden: ${id}`,
    en: `${kind.en} not found: ${id}`,
  });
}

export function unknownFunction(): Refusal {
  return new Refusal(REFUSAL_CODE.unknownFunction, { de: "Unbekannte API-Funktion", en: "Unknown API function" });
}
