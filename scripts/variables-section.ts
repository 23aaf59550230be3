import { FLAG_WORDS } from "../src/server/start/config/parse-values.ts";
import { VARIABLE_GROUPS } from "../src/server/start/config/variable-groups.ts";
import { VARIABLES, type Variable } from "../src/server/start/config/variables.ts";

const START =
  "<!-- Made by `npm run regen` from src/server/start/config/variables.ts. Do not edit up to the end of the tables. -->\n";
const END = "\n<!-- End of the tables of variables. -->";

/** The page with the tables of variables, as docs/ must contain it. Everything outside the two comments stays as it is. */
export function withVariables(page: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) {
    throw new Error(`the page has lost the comments around its tables of variables: ${START.trim()} … ${END.trim()}`);
  }
  return `${page.slice(0, start)}${START}${flagWords()}${variableTables()}${page.slice(end)}`;
}

/** The words for the values of the tables that are `true` or `false`. */
function flagWords(): string {
  const [[yes, no], ...others] = FLAG_WORDS;
  const written = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(", ");
  const [yesWords, noWords] = [0, 1].map((index) => written(others.map((pair) => pair[index] ?? "")));
  return `\nFor \`${yes}\`, ${yesWords} mean the same, and for \`${no}\`, ${noWords}; capitals do not matter.\n`;
}

/** A table for each group, under its heading. */
function variableTables(): string {
  return Object.entries(VARIABLE_GROUPS)
    .map(([group, heading]) =>
      ["", `### ${heading}`, "", "| variable | default | meaning |", "|---|---|---|", ...rowsOf(group), ""].join("\n"),
    )
    .join("");
}

function rowsOf(group: string): readonly string[] {
  return Object.entries<Variable<unknown>>(VARIABLES)
    .filter(([, variable]) => variable.group === group)
    .map(([name, { default: value, meaning }]) => `| \`${name}\` | ${value ? `\`${value}\` ` : ""}| ${meaning} |`);
}
