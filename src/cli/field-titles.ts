import { InvalidArgumentError } from "commander";
import type { FieldTitles } from "../server/contract/explain-absence.ts";
import { UnknownNameError } from "../server/contract/narrow-tools.ts";
import { ConfigError } from "../server/kit/errors.ts";

/** The option whose names may be unknown. */
const TOOLSETS = "toolsets";
const WHERE = "Correct it in the settings of this extension.";

/** Reads one more `name=title`. */
export function addFieldTitle(text: string, titles: FieldTitles): FieldTitles {
  const [, name = "", title = ""] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name === "") {
    throw new InvalidArgumentError("It must be the name of a variable, =, and the title of its field.");
  }
  return { ...titles, [name]: title };
}

/** The same error for the person who filled in the form, who knows its fields but not the variables. */
export function nameFields(error: unknown, titles: FieldTitles): unknown {
  if (error instanceof ConfigError && Object.keys(titles).length > 0) {
    return new ConfigError(withPeriod(withTitles(error.message, titles)) + WHERE);
  }
  const title = titles[TOOLSETS];
  if (error instanceof UnknownNameError && title !== undefined) {
    return new ConfigError(`“${title}”: ${withPeriod(error.message)}${WHERE}`);
  }
  return error;
}

/** An example for a variable becomes one for its field. */
function withTitles(message: string, titles: FieldTitles): string {
  return message.replace(/\b([A-Z][A-Z0-9_]+)(=?)/g, (whole, name: string, equals: string) => {
    const title = titles[name];
    return title === undefined ? whole : equals === "" ? `“${title}”` : "";
  });
}

function withPeriod(sentence: string): string {
  return `${sentence.replace(/\.$/, "")}. `;
}
