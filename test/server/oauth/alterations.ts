import fc from "fast-check";

const CHARS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

/** A change of a sealed text. A text has five parts, of which the second is empty. */
export interface Alteration {
  readonly kind: keyof typeof CHANGES;
  /** Where in the text, or which of its parts. */
  readonly at: number;
  readonly chars: string;
}

type Change = (text: string, alteration: Alteration, other: string) => string;

const CHANGES = {
  character: (text, { at, chars }) => replace(text, at % text.length, 1, chars.charAt(0)),
  characters: (text, { at, chars }) => replace(text, at % text.length, chars.length, chars),
  insertion: (text, { at, chars }) => replace(text, at % text.length, 0, chars),
  removal: (text, { at, chars }) => replace(text, at % text.length, chars.length, ""),
  end: (text, { at }) => text.slice(0, at % text.length),
  beginning: (text, { at }) => text.slice(1 + (at % text.length)),
  addition: (text, { chars }) => text + chars,
  neighbours: (text, { at }) => {
    const place = at % (text.length - 1);
    return replace(text, place, 2, `${text.charAt(place + 1)}${text.charAt(place)}`);
  },
  // The last character of a part has bits that decoders ignore.
  lastCharacter: (text, { at, chars }) => changePart(text, at, (part) => part.slice(0, -1) + chars.charAt(0)),
  padding: (text, { at }) => changePart(text, at, (part) => `${part}=`),
  partOfOther: (text, { at }, other) => changePart(text, at, (_, index) => other.split(".")[index] ?? ""),
  partTwice: (text, { at }) => changePart(text, at, (part) => `${part}.${part}`),
  noPart: (text, { at }) => changePart(text, at, () => ""),
  whole: (_, __, other) => other,
} as const satisfies Record<string, Change>;

function replace(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length);
}

function changePart(text: string, at: number, change: (part: string, index: number) => string): string {
  const parts = text.split(".");
  const chosen = at % parts.length;
  return parts.map((part, index) => (index === chosen ? change(part, index) : part)).join(".");
}

export const alterations: fc.Arbitrary<Alteration> = fc.record({
  kind: fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[])),
  at: fc.nat({ max: 4000 }),
  chars: fc.string({ unit: fc.constantFrom(...CHARS), minLength: 1, maxLength: 12 }),
});

/** The text with a change, which may take parts of another text. */
export function alter(text: string, alteration: Alteration, other: string): string {
  return CHANGES[alteration.kind](text, alteration, other);
}
