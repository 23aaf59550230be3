import { HttpResponse } from "msw";
import { afterAll, beforeEach, expect, test } from "vitest";
import { exampleAnswers } from "../../../../src/generated/example-answers.ts";
import { affiliatesCases } from "../../../e2e/wire/affiliates.ts";
import { checkoutCases } from "../../../e2e/wire/checkout.ts";
import { fulfilmentCases } from "../../../e2e/wire/fulfilment.ts";
import { ordersCases } from "../../../e2e/wire/orders.ts";
import { productsCases } from "../../../e2e/wire/products.ts";
import { systemCases } from "../../../e2e/wire/system.ts";
import { vouchersCases } from "../../../e2e/wire/vouchers.ts";
import { html, refusal, success, useUpstream } from "../../../support/upstream.ts";
import { requestOf, STATELESS } from "./corpus/requests.ts";
import { openTwins, takeFrom } from "./twins.ts";

const CASES = [
  ...productsCases,
  ...checkoutCases,
  ...ordersCases,
  ...fulfilmentCases,
  ...affiliatesCases,
  ...vouchersCases,
  ...systemCases,
];
const REVISIONS = ["2025-11-25", STATELESS];

const upstream = useUpstream();
const twins = openTwins(
  { DIGISTORE24_SURFACE: "full", DIGISTORE24_CREDENTIAL_TOOLS: "requestApiKey,retrieveApiKey,unregister" },
  { takeUpstream: takeFrom(upstream) },
);
beforeEach(() => upstream.answer(({ functionName }) => HttpResponse.json(exampleAnswers[functionName] as object)));
afterAll(() => twins.close());

test.each(REVISIONS)("every tool's example is answered in the same way at %s", async (revision) => {
  const all = CASES.map(({ tool, args }) => ({
    ...requestOf(revision, "tools/call", { name: tool, arguments: args }),
    url: "/",
  }));
  const { differences, byLane } = await twins.compareAll(all);
  expect(differences).toEqual([]);
  expect(byLane).toBe(all.length);
});

const ANSWERS: Readonly<Record<string, () => Response>> = {
  "a refusal": () => refusal(3, "No permission"),
  "a refusal by its status": () => refusal(403, "Forbidden", 403),
  "a page of a proxy": () => html(502),
  "a broken body": () => HttpResponse.text('{"result":"success","data":{'),
  "no connection": () => HttpResponse.error(),
  "text that ends lines elsewhere": () => success({ text: 'a\u2028data: {"id":9}\u2029b\r\n\r\ndata: c\u0000"\\' }),
  "half of a character": () => HttpResponse.text('{"result":"success","data":{"text":"\\ud83d"}}'),
  "numbers at their limits": () =>
    HttpResponse.text('{"result":"success","data":{"a":1e400,"b":-0,"c":9007199254740993}}'),
  "a long answer": () => success({ rows: Array.from({ length: 3000 }, (_, id) => ({ id, text: "x".repeat(30) })) }),
  nothing: () => success(null),
};
const CALLS = [
  { name: "ping", arguments: {} },
  { name: "PostCreatevoucher", arguments: { data: { code: "LAUNCH10" } } },
];

test.each(Object.entries(ANSWERS))("%s from upstream is answered in the same way", async (_, answer) => {
  upstream.answer(answer);
  const all = REVISIONS.flatMap((revision) => CALLS.map((call) => requestOf(revision, "tools/call", call)));
  const { differences, byLane } = await twins.compareAll(all.map((sent) => ({ ...sent, url: "/" })));
  expect(differences).toEqual([]);
  expect(byLane).toBe(all.length);
});
