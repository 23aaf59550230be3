import { expect, test } from "vitest";
import { greetPerson } from "../../../src/server/start/greet-person.ts";

function greet(isTTY: boolean | undefined): string {
  let written = "";
  greetPerson({ isTTY, write: (text) => (written += text) }, "http://127.0.0.1:3000");
  return written;
}

test("a person in a terminal learns which address to open", () => {
  expect(greet(true)).toContain("    http://127.0.0.1:3000/\n");
});

test.each([false, undefined])("a program that reads the log gets nothing else (isTTY %s)", (isTTY) => {
  expect(greet(isTTY)).toBe("");
});
