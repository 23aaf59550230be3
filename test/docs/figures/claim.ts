import { readFileSync } from "node:fs";

/**
 * A figure that a page states: words of the page, and the figure as the code has it, in milliseconds, in bytes, or as a plain
 * number. In the words, `#` stands for the figure with its unit, and `…` for up to two hundred other characters of a row.
 */
export type Claim = readonly [page: string, words: string, figure: number];

const NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const UNITS: Readonly<Record<string, number>> = {
  KiB: 1024,
  MiB: 1024 * 1024,
  second: 1000,
  minute: 60 * 1000,
  hour: 60 * 60 * 1000,
  day: 24 * 60 * 60 * 1000,
};
const NUMBER = `\\d[\\d,]*(?:\\.\\d+)?|${NUMBER_WORDS.join("|")}`;
const FIGURE = `\\b(?:${NUMBER}|an?(?=\\s(?:${Object.keys(UNITS).join("|")})))(?:\\s(?:${Object.keys(UNITS).join("|")})s?)?\\b`;

/** The figures that stand at the place of `#`, wherever the page has these words. */
export function figuresIn(text: string, words: string): readonly number[] {
  const parts = words.split(/(#|…|\s+)/).map((part) => {
    const known: Readonly<Record<string, string>> = { "#": `(${FIGURE})`, "…": "(?:(?!\\|\\n)[^]){0,200}?" };
    return known[part] ?? (/^\s+$/.test(part) ? "\\s+" : escaped(part));
  });
  return [...text.matchAll(new RegExp(parts.join(""), "g"))].map(([, figure = ""]) => toNumber(figure));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** `64 MiB`, `ten minutes`, `10,000`, `a day`. */
function toNumber(figure: string): number {
  const [number = "", unit = ""] = figure.split(/\s/);
  const word = /^an?$/.test(number) ? 1 : NUMBER_WORDS.indexOf(number) + 1;
  const value = word > 0 ? word : Number(number.replaceAll(",", ""));
  return value * (UNITS[unit.replace(/s$/, "")] ?? 1);
}

export function readPage(page: string): string {
  return readFileSync(page, "utf8");
}
