import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectClient, type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { tools } from "../support/generated-tools.ts";
import { FUNCTION_COUNT } from "../support/published-tools.ts";
import { formFields, type RecordingUpstream, startRecordingUpstream } from "../support/recording-upstream.ts";
import { affiliatesCases } from "./wire/affiliates.ts";
import { checkoutCases } from "./wire/checkout.ts";
import { fulfilmentCases } from "./wire/fulfilment.ts";
import { ordersCases } from "./wire/orders.ts";
import { productsCases } from "./wire/products.ts";
import { systemCases } from "./wire/system.ts";
import { vouchersCases } from "./wire/vouchers.ts";

const KEY = "100001-WIRETESTKEY";
const cases = [
  ...productsCases,
  ...checkoutCases,
  ...ordersCases,
  ...fulfilmentCases,
  ...affiliatesCases,
  ...vouchersCases,
  ...systemCases,
];

let upstream: RecordingUpstream;
let endpoint: RunningEndpoint;
let client: Client;

beforeAll(async () => {
  upstream = await startRecordingUpstream();
  endpoint = await startEndpoint({
    DIGISTORE24_API_URL: upstream.apiUrl,
    DIGISTORE24_SURFACE: "full",
    CONFIRM: "off",
    DIGISTORE24_CREDENTIAL_TOOLS: "requestApiKey,retrieveApiKey,unregister",
  });
  client = await connectClient(endpoint.url, KEY);
});

afterAll(async () => {
  await client.close();
  await endpoint.close();
  await upstream.close();
});

test.each(cases)("$tool sends $apiFunction exactly what it reads", async ({ tool, apiFunction, args, form }) => {
  upstream.requests.length = 0;
  const result = await client.callTool({ name: tool, arguments: args });
  expect(result.isError, JSON.stringify(result.content)).toBeFalsy();
  expect(upstream.requests).toHaveLength(1);
  const [request] = upstream.requests;
  expect(request?.method).toBe("POST");
  expect(request?.path).toBe(`/api/call/${apiFunction}`);
  expect(request?.headers["x-ds-api-key"]).toBe(KEY);
  expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded; charset=utf-8");
  expect(request?.headers["content-length"]).toBe(String(Buffer.byteLength(request?.body ?? "")));
  expect(formFields(request?.body ?? "")).toEqual(form);
});

test("every tool has a case", () => {
  expect(tools).toHaveLength(FUNCTION_COUNT);
  const covered = new Set(cases.map(({ tool }) => tool));
  expect(tools.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
});
