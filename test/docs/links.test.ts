import { existsSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { markdownPages } from "./markdown-pages.ts";

/** A page that GitHub itself makes, as seen from README. */
const LATEST_RELEASE = "../../releases/latest";

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(target)) {
    return false;
  }
  return anchor === undefined || (statSync(target).isFile() && anchorsOf(target).includes(anchor));
}

test.each(markdownPages())("every link of %s leads to a file and to a heading that are there", (page) => {
  const links = [...readFileSync(page, "utf8").matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const inside = links.filter((link) => !/^[a-z]+:/.test(link) && link !== LATEST_RELEASE);
  expect(inside.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});
