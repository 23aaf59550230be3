import { CUT_MARK, shortenText } from "../../kit/shorten-text.ts";

const MAX_NAME_CHARS = 60;
const MAX_DETAIL_CHARS = 300;
/** Longer than every name of the domain name system. */
const MAX_HOST_CHARS = 300;

/** Invisible characters, characters that turn the direction of writing, and letters that look like a blank. */
const NOT_PRINTED = /[\p{C}\p{Z}\s\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** More marks on one letter than any language needs would be drawn over the lines above and below. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** A name that a program has given itself, on one short line. Empty if nothing of it can be seen. */
export function shownName(name: string): string {
  return shortenText(onOneLine(name), MAX_NAME_CHARS);
}

export function shownDetail(detail: string): string {
  return shortenText(onOneLine(detail), MAX_DETAIL_CHARS);
}

/** A host is cut at its beginning: its owner is the one who has its end. */
export function shownHost(host: string): string {
  const line = onOneLine(host);
  return line.length <= MAX_HOST_CHARS ? line : CUT_MARK + line.slice(-MAX_HOST_CHARS);
}

function onOneLine(text: string): string {
  return text.replace(NOT_PRINTED, " ").replace(PILED_MARKS, "$1").trim();
}
