import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as HttpTransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FULL_KEY } from "../../support/sandbox.ts";
import { askedClient, asShown, COURSE, call, openShop, plainClient, type Shop } from "./shop.ts";

type AnyClient = Parameters<typeof call>[0] & { close(): Promise<void> };

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => shop.sandbox.reset());
afterAll(() => shop.close());

/** A client of 2025, which declares that it could show forms: on a connection without a session it cannot be asked. */
async function clientV1(): Promise<AnyClient> {
  const client = new ClientV1({ name: "test", version: "1.0.0" }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: "accept", content: { typed: COURSE.id } }));
  const headers = { Authorization: `Bearer ${FULL_KEY}` };
  const transport = new HttpTransportV1(new URL(shop.endpoint.url), { requestInit: { headers } });
  // The SDK's own types clash under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<ClientV1["connect"]>[0]);
  return client as unknown as AnyClient;
}

const REFUND = { purchase_id: COURSE.id };

describe.each([
  { kind: "the client of SDK v1, 2025-11-25", connect: clientV1 },
  { kind: "a client of 2026-07-28 without forms", connect: () => plainClient(shop) },
])("$kind", ({ connect }) => {
  test("sees the question in the result, and runs with its confirmation", async () => {
    const client = await connect();
    const { answer } = await call(client, "refundPurchase", REFUND);
    expect(answer).toMatchObject({ preview: expect.stringContaining(COURSE.buyer), confirmation: expect.any(String) });
    expect(await shop.received("refundPurchase")).toBe(0);
    const second = await call(client, "refundPurchase", { ...REFUND, confirmation: answer["confirmation"] });
    expect(second.answer).toMatchObject({ modified: "Y" });
    expect(await shop.received("refundPurchase")).toBe(1);
    await client.close();
  });
});

test("a client of 2026-07-28 with forms asks the person, and needs one call", async () => {
  const client = await askedClient(shop, asShown);
  expect((await call(client, "refundPurchase", REFUND)).answer).toMatchObject({ modified: "Y" });
  expect(await shop.received("refundPurchase")).toBe(1);
  await client.close();
});

test("a confirmation goes on with another client of the same key", async () => {
  const [one, two] = [await clientV1(), await plainClient(shop)];
  const { answer } = await call(one, "refundPurchase", REFUND);
  const second = await call(two, "refundPurchase", { ...REFUND, confirmation: answer["confirmation"] });
  expect(second.answer).toMatchObject({ modified: "Y" });
  await Promise.all([one.close(), two.close()]);
});
