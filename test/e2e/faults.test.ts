import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FAULT_KINDS, type FaultKind } from "../../src/sandbox/http/faults.ts";
import { connectClient, type RunningEndpoint, startEndpoint, textOf } from "../support/endpoint.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;
let client: Client;
let vouchers = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = await startEndpoint({
    DIGISTORE24_API_URL: sandbox.apiUrl,
    // As short as possible, because one fault is an API that never answers.
    DIGISTORE24_TIMEOUT_MS: "1000",
  });
  client = await connectClient(endpoint.url, FULL_KEY);
});
beforeEach(() => sandbox.setFaults([]));
afterAll(async () => {
  await client.close();
  await endpoint.close();
  await sandbox.close();
});

/** Calls a tool and counts what reached the API meanwhile. */
async function call(name: string, args: Record<string, unknown>) {
  const total = async () => Object.values(await sandbox.requests()).reduce((sum, count) => sum + count, 0);
  const before = await total();
  const result = await client.callTool({ name, arguments: args });
  return { isError: result.isError === true, text: textOf(result), requests: (await total()) - before, result };
}

interface Case {
  readonly kind: FaultKind;
  readonly options?: object;
  /** For the read: whether it fails, after how many requests, and with which message. */
  readonly read: { readonly isError: boolean; readonly requests: number; readonly text: RegExp };
  /** For the write, which is always sent once: its message, and whether the voucher exists afterwards. */
  readonly write: { readonly isError: boolean; readonly text: RegExp; readonly isDone: boolean };
}

const DOUBT = /It may have been carried out anyway\. Check with getVoucher before you call it again\.$/;
const BROKEN = /The connection to Digistore24 broke before its answer was complete/;
const FINE = { isError: false, requests: 1, text: /"id":"?12345/ };
const WRITTEN = { isError: false, text: /"discount_code_id":/, isDone: true };

const CASES: readonly Case[] = [
  {
    kind: "status-500",
    read: { isError: true, requests: 1, text: /HTTP 500 with text that is not complete JSON instead of a result/ },
    write: { isError: true, text: DOUBT, isDone: false },
  },
  {
    kind: "status-429",
    options: { retry_after: 0 },
    read: {
      isError: true,
      requests: 3,
      text: /HTTP 429 .* Digistore24 asks you to wait 0 seconds\. Wait before calling again/,
    },
    write: { isError: true, text: /HTTP 429 .* Wait before calling again/, isDone: false },
  },
  {
    kind: "status-429",
    options: { retry_after: 600 },
    // Longer than the call may take: waiting would not help.
    read: { isError: true, requests: 1, text: /asks you to wait 600 seconds/ },
    write: { isError: true, text: /asks you to wait 600 seconds/, isDone: false },
  },
  {
    kind: "bad-gateway",
    read: { isError: true, requests: 3, text: /HTTP 502 with a web page instead of a result/ },
    write: { isError: true, text: DOUBT, isDone: false },
  },
  {
    kind: "busy-code",
    read: { isError: true, requests: 3, text: /\(code 12\): "Too many requests"\. Wait before calling again/ },
    write: { isError: true, text: /\(code 12\): "Too many requests"\. Wait before calling again/, isDone: false },
  },
  {
    kind: "reset-before",
    read: { isError: true, requests: 3, text: BROKEN },
    write: { isError: true, text: DOUBT, isDone: false },
  },
  {
    kind: "silence",
    read: { isError: true, requests: 1, text: /did not answer within \d+ seconds\. Ask for less/ },
    write: { isError: true, text: DOUBT, isDone: false },
  },
  {
    kind: "reset-after",
    read: { isError: true, requests: 3, text: BROKEN },
    write: { isError: true, text: DOUBT, isDone: true },
  },
  {
    kind: "truncated",
    read: { isError: true, requests: 1, text: /HTTP 200 with text that is not complete JSON instead of a result/ },
    write: { isError: true, text: DOUBT, isDone: true },
  },
  {
    kind: "large",
    read: { isError: false, requests: 1, text: /padding/ },
    write: { isError: false, text: /padding/, isDone: true },
  },
  { kind: "wrong-type", read: FINE, write: WRITTEN },
  { kind: "gzip", read: FINE, write: WRITTEN },
  { kind: "slow-drip", read: FINE, write: WRITTEN },
  // These two only affect retrieveApiKey, and neither call below is one.
  { kind: "key-pending", read: FINE, write: WRITTEN },
  { kind: "key-aborted", read: FINE, write: WRITTEN },
];

test("every kind of fault is tried", () => {
  expect(new Set(CASES.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
});

describe.each(CASES)("$kind $options", ({ kind, options, read, write }) => {
  test("a read", async () => {
    await sandbox.setFaults([{ kind, ...options }]);
    const { isError, text, requests } = await call("GetGetproduct", { product_id: 12345 });
    expect(text).toMatch(read.text);
    expect({ isError, requests }).toEqual({ isError: read.isError, requests: read.requests });
    expect(text.length).toBeLessThan(61_000);
  });

  test("a write is sent once, and its answer does not claim more than is known", async () => {
    const code = `FAULT${++vouchers}`;
    await sandbox.setFaults([{ kind, ...options }]);
    const { isError, text, requests } = await call("PostCreatevoucher", { data: { code } });
    expect(text).toMatch(write.text);
    expect({ isError, requests }).toEqual({ isError: write.isError, requests: 1 });
    await sandbox.setFaults([]);
    const shown = await call("getVoucher", { code });
    expect(shown.isError).toBe(!write.isDone);
  });

  test("does not affect calls after it ends", async () => {
    await sandbox.setFaults([{ kind, ...options, times: 1 }]);
    await call("ping", {});
    await sandbox.setFaults([]);
    expect(await call("ping", {})).toMatchObject({ isError: false, requests: 1 });
  });
});

test.each(["status-429", "bad-gateway", "busy-code", "reset-before", "reset-after"])(
  "a read succeeds if %s happens only once",
  async (kind) => {
    await sandbox.setFaults([{ kind, times: 1, retry_after: 0 }]);
    expect(await call("GetGetproduct", { product_id: 12345 })).toMatchObject({ isError: false, requests: 2 });
  },
);
