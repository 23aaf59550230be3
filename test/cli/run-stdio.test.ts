import { expect, test } from "vitest";
import { explainToPerson } from "../../src/cli/run-stdio.ts";

function explain(isTTY: boolean): string {
  let written = "";
  explainToPerson({ isTTY }, { write: (text) => (written += text) });
  return written;
}

test("a person who types stdio learns that an agent starts it, and how to stop it", () => {
  expect(explain(true)).toMatch(/^An agent starts this command .* docs\/clients\.md .* Press Ctrl-C to stop it\.\n$/);
});

test("an agent that starts stdio gets no such text", () => {
  expect(explain(false)).toBe("");
});
