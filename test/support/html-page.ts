import { parseHTML } from "linkedom";

/** The parts of a parsed page that tests look at. */
interface PageNode {
  readonly nodeType: number;
  readonly childNodes: Iterable<PageNode>;
  readonly textContent: string | null;
}

interface PageElement extends PageNode {
  readonly attributes: Iterable<{ readonly name: string }>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  closest(selector: string): PageElement | null;
}

/** A page as a browser reads it before its script runs. */
interface HtmlPage {
  all(selector: string): readonly PageElement[];
  /** The only element of a selector; none or several fail the test. */
  one(selector: string): PageElement;
  /** All its text. */
  text(): string;
}

const TEXT_NODE = 3;

export function readPage(html: string): HtmlPage {
  const { document } = parseHTML(html);
  const all = (selector: string): readonly PageElement[] => [...document.querySelectorAll(selector)];
  const one = (selector: string) => {
    const [element, ...others] = all(selector);
    if (element === undefined || others.length > 0) {
      throw new Error(`${element === undefined ? "no element is" : "several elements are"} ${selector}`);
    }
    return element;
  };
  return { all, one, text: () => textOf(one("body")) };
}

/** The texts inside, apart from each other as on the screen. */
export function textOf(element: PageElement): string {
  return spacedText(element).replace(/\s+/g, " ").trim();
}

function spacedText({ nodeType, textContent, childNodes }: PageNode): string {
  return nodeType === TEXT_NODE ? (textContent ?? "") : ` ${[...childNodes].map(spacedText).join("")} `;
}

export function isShown(element: PageElement): boolean {
  return element.closest("[hidden]") === null;
}
