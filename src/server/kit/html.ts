const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const UNQUOTED_ATTRIBUTE = /\s[\w:-]+=$/;

/** Markup made by a template, which other templates take as it is. */
class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type { Html };

/** Anything else, such as an object or a flag, does not belong in a page and does not compile. */
type HtmlValue = Html | string | number | readonly HtmlValue[];

/**
 * Makes markup of a template: every value is escaped unless it is markup itself, and lists are joined. Values may stand
 * in text and in quoted attributes. An attribute without quotes is refused, because a space in the value would end it.
 */
export function html(template: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const pieces = template.map((text, index) => {
    const value = values[index];
    if (value === undefined) {
      return text;
    }
    if (UNQUOTED_ATTRIBUTE.test(text)) {
      throw new Error(`The value after ${JSON.stringify(text)} has no quotes around it`);
    }
    return text + toMarkup(value);
  });
  return new Html(pieces.join(""));
}

function toMarkup(value: HtmlValue): string {
  if (value instanceof Html) {
    return value.toString();
  }
  return typeof value === "object" ? value.map(toMarkup).join("") : escapeHtml(String(value));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
