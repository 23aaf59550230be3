import { describe, expect, test } from "vitest";
import { nameFields } from "../../src/cli/field-titles.ts";
import { UnknownNameError } from "../../src/server/contract/narrow-tools.ts";
import { ConfigError } from "../../src/server/kit/errors.ts";
import { runCli } from "./support.ts";

const messageOf = (error: unknown, titles: Record<string, string>) => (nameFields(error, titles) as Error).message;

describe("an error about values of a form", () => {
  test("names every field that is wrong, and no variable", () => {
    const error = new ConfigError("MONEY_LIMIT must be a limit (example: MONEY_LIMIT=EUR 5/day); PORT is not a number");
    expect(messageOf(error, { MONEY_LIMIT: "Limit" })).toBe(
      "“Limit” must be a limit (example: EUR 5/day); PORT is not a number. Correct it in the settings of this extension.",
    );
  });

  test("stays as it is without a form, and when it is about something else", () => {
    const unknown = new UnknownNameError("There is no toolset");
    const defect = new TypeError("MONEY_LIMIT");
    expect(nameFields(unknown, {})).toBe(unknown);
    expect(nameFields(unknown, { MONEY_LIMIT: "Limit" })).toBe(unknown);
    expect(nameFields(defect, { MONEY_LIMIT: "Limit" })).toBe(defect);
  });
});

test("stdio says in a form's words that the key is missing", async () => {
  const { code, stderr } = await runCli(["stdio", "--field-title=DIGISTORE24_API_KEY=API key"], {});
  expect(code).toBe(1);
  expect(stderr).toContain("“API key” is not set.");
});

test.each(["API key", "=API key", "DIGISTORE24_API_KEY="])("stdio refuses the title %j", async (title) => {
  const { code, stderr } = await runCli(["stdio", `--field-title=${title}`], {});
  expect(code).toBe(2);
  expect(stderr).toContain("the name of a variable, =, and the title of its field");
});
