import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the index of docs/ links every page once", () => {
  const pages = readdirSync("docs").filter((name) => name.endsWith(".md") && name !== "README.md");
  const index = readFileSync("docs/README.md", "utf8");
  const linked = [...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, page]) => page);
  expect(linked.toSorted()).toEqual(pages);
});

interface Quotations {
  readonly page: string;
  readonly quotation: RegExp;
  readonly source: string;
  /** What others say. */
  readonly foreign?: readonly string[];
}
const QUOTATIONS: readonly Quotations[] = [
  { page: "docs/troubleshooting.md", quotation: /“([^”]+)”/g, source: "src/server" },
  { page: "docs/oauth.md", quotation: /“([^”]+)”/g, source: "src/server", foreign: ["could not connect"] },
  { page: "docs/operating.md", quotation: /`"(?:msg":")?([^"`]+)"`/g, source: "src/server" },
  { page: "docs/money.md", quotation: /(?<= )"([^"]{8,})"/g, source: "src/server" },
  { page: "docs/security.md", quotation: /"_note": "([\w ]+: )/g, source: "src/server" },
  { page: "docs/sandbox.md", quotation: /such as “([^”]+)”/g, source: "src/sandbox" },
];

test.each(QUOTATIONS)("the messages quoted in $page are ours", ({ page, quotation, source, foreign = [] }) => {
  const quoted = [...readFileSync(page, "utf8").replace(/\s+/g, " ").matchAll(quotation)]
    .map(([, text = ""]) => text.replace(/ …$/, ""))
    .filter((text) => !foreign.includes(text));
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const code = files.map((name) => readFileSync(`${source}/${name}`, "utf8")).join("\n");
  expect(quoted.length).toBeGreaterThan(0);
  expect(quoted.filter((text) => !code.includes(text))).toEqual([]);
});
