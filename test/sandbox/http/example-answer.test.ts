import { describe, expect, test } from "vitest";
import { answerFromExample } from "../../../src/sandbox/http/example-answer.ts";
import { openShop } from "../../../src/sandbox/seed/open-shop.ts";
import { readSandboxKey } from "../../../src/sandbox/wire/keys.ts";
import { FULL_KEY, NOW } from "../sandbox-client.ts";

const EXAMPLES: Readonly<Record<string, unknown>> = {
  getShopColour: { colour: "red" },
  updateShopColour: { is_modified: "Y", colour: "red" },
  updateShopList: [],
};

const store = openShop({ seed: 1, scale: "small" }, () => NOW).store();
const key = readSandboxKey(FULL_KEY);
if (key === undefined) {
  throw new Error(`${FULL_KEY} opens nothing`);
}
const caller = { key, origin: "http://sandbox.example" };
const handOver = { acceptsLoopback: false };
const clock = { now: NOW.getTime(), accountStart: 0 };
const answer = (functionName: string, args: Record<string, string | Record<string, string>> = {}) =>
  answerFromExample(
    { functionName, args, clock, store, language: "de", account: 1, caller, handOver },
    EXAMPLES[functionName],
  );

/** The sandbox's answers for functions that a later description has added. */
describe("a function without a handler", () => {
  test("answers with its example", () => {
    expect(answer("getShopColour")).toEqual({ colour: "red" });
    expect(answer("updateShopColour", { data: { colour: "blue" } })).toEqual({ is_modified: "Y", colour: "red" });
    expect(answer("deleteShopColour")).toEqual({});
  });

  test("changes nothing if its fields have no brackets", () => {
    expect(answer("updateShopColour", { colour: "blue" })).toEqual({ is_modified: "N", colour: "red" });
    expect(answer("updateShopList", { colour: "blue" })).toEqual({ modified: "N" });
  });
});
