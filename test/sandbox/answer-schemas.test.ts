import { expect, test } from "vitest";
import { loadJudge } from "./answer-schemas.ts";

const judge = loadJudge();
const HEAD = { api_version: "1.2", current_time: "2026-03-16 10:15:00" };
const VOUCHER = { id: 4403, code: "WILLKOMMEN15", first_rate: 15 };
const success = (data?: unknown) => ({ ...HEAD, result: "success", ...(data !== undefined && { data }) });
const refusal = { ...HEAD, result: "error", code: 4, message: "Gutschein nicht gefunden: NONE" };

test.each([
  ["an answer as described", "getVoucher", success({ coupon: VOUCHER })],
  ["an object without fields that comes as a list", "deleteVoucher", success([])],
  ["a refusal", "getVoucher", refusal],
])("%s is right", async (_, functionName, envelope) => {
  expect((await judge)(functionName, envelope)).toBe("");
});

test.each([
  ["a field that nobody described", success({ coupon: { ...VOUCHER, colour: "blue" } }), "the undescribed colour"],
  ["a number as text where none is described", success({ coupon: { ...VOUCHER, first_rate: "15" } }), "must be number"],
  ["a list instead of an object", success([VOUCHER]), "must NOT have more than 0 items"],
  ["a success without data", success(), "must have required property 'data'"],
  ["a refusal without a code", { ...refusal, code: undefined }, "must have required property 'code'"],
  ["a refusal with data", { ...refusal, data: {} }, "must NOT have additional properties"],
])("%s is wrong", async (_, envelope, complaint) => {
  expect((await judge)("getVoucher", envelope)).toContain(complaint);
});
