import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOf } from "../support/answer-of.ts";
import { connectClient, type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { formFields, type RecordingUpstream, startRecordingUpstream } from "../support/recording-upstream.ts";

const KEYS = ["100001-FIRSTCUSTOMER", "200002-SECONDCUSTOMER"];
const CALLS_PER_KEY = 250;

let upstream: RecordingUpstream;
let endpoint: RunningEndpoint;

beforeAll(async () => {
  // Answers with data of the key's account: a mix-up shows in the result and not only upstream.
  upstream = await startRecordingUpstream(({ headers, body }) => ({
    owner: String(headers["x-ds-api-key"]).split("-")[0],
    product: { id: formFields(body)["product_id"] },
  }));
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl });
});

afterAll(async () => {
  await endpoint.close();
  await upstream.close();
});

test("500 interleaved calls of two keys with the same JSON-RPC ids each get their own answer", async () => {
  const clients = await Promise.all(KEYS.map((key) => connectClient(endpoint.url, key)));
  const answers = await Promise.all(
    Array.from({ length: CALLS_PER_KEY }, (_, id) =>
      clients.map(async (client, index) => {
        const result = await client.callTool({ name: "GetGetproduct", arguments: { product_id: id + 1 } });
        return { index, id: id + 1, answer: answerOf(result) };
      }),
    ).flat(),
  );
  expect(answers).toHaveLength(KEYS.length * CALLS_PER_KEY);
  for (const { index, id, answer } of answers) {
    expect(answer).toEqual({ owner: KEYS[index]?.split("-")[0], product: { id: String(id) } });
  }
  await Promise.all(clients.map((client) => client.close()));
});
