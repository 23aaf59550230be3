import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { startEndpoint } from "../../support/endpoint.ts";
import { startRecordingUpstream } from "../../support/recording-upstream.ts";

const CALLS = 400;
const ANSWER_CHARS = 400_000;

function heapAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

/** A comparable server kept every answer, 408 KiB per list of purchases, until its process died. */
test("answers are not kept: hundreds of large ones do not make the heap grow", async () => {
  const purchase_list = Array.from({ length: 100 }, (_, id) => ({ id, text: "x".repeat(ANSWER_CHARS / 100) }));
  const upstream = await startRecordingUpstream(() => ({ purchase_list }));
  const endpoint = await startEndpoint({
    DIGISTORE24_API_URL: upstream.apiUrl,
    DIGISTORE24_MAX_RESULT_CHARS: "10000000",
  });
  const params = { name: "listPurchases", arguments: { _fields: ["*"] } };
  const call = async (key: string) => {
    const response = await fetch(endpoint.url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
    });
    return (await response.text()).length;
  };
  expect(await call("100001-WARMUP")).toBeGreaterThan(ANSWER_CHARS);
  const before = heapAfterCollection();
  for (let count = 0; count < CALLS; count++) {
    await call(`${count}-CUSTOMER`);
  }
  const grown = heapAfterCollection() - before;
  await endpoint.close();
  await upstream.close();
  const answered = upstream.requests.filter(({ path }) => path.endsWith("/listPurchases"));
  expect(answered).toHaveLength(CALLS + 1);
  // Each key is checked once, before its first call.
  const checked = upstream.requests.filter(({ path }) => path.endsWith("/getUserInfo"));
  expect(new Set(checked.map(({ headers }) => headers["x-ds-api-key"])).size).toBe(CALLS + 1);
  expect(upstream.requests).toHaveLength(answered.length + checked.length);
  expect(checked).toHaveLength(CALLS + 1);
  expect(grown).toBeLessThan((CALLS * ANSWER_CHARS) / 10);
});
