import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../../support/sandbox.ts";
import { call, openInstance, plainClient } from "./shop.ts";

const LIST = "PostListtransactions";
const PAGE_SIZE = 20;

let sandbox: RunningSandbox;
let endpoint: Awaited<ReturnType<typeof openInstance>>;
let client: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ scale: "large" });
  endpoint = await openInstance(sandbox);
  client = await plainClient({ endpoint });
});
afterAll(async () => {
  await client.close();
  await endpoint.close();
  await sandbox.close();
});

interface Row {
  readonly id: number;
  readonly purchase_id: string;
  readonly transaction_type: string;
  readonly amount: string;
  readonly currency: string;
}

/** A payment after so many others, whose order has no other transaction next to it. */
async function paymentAfter(count: number): Promise<Row> {
  const args = {
    from: "start",
    page_no: count / PAGE_SIZE + 1,
    page_size: PAGE_SIZE,
    sort_by: "date",
    sort_order: "asc",
  };
  const { answer, text } = await call(client, LIST, args);
  expect(answer, text).toHaveProperty("transaction_list");
  const rows = answer["transaction_list"] as Row[];
  const orders = rows.map(({ purchase_id }) => purchase_id);
  const isAlone = (id: string) => orders.indexOf(id) === orders.lastIndexOf(id);
  const found = rows.find((row) => row.transaction_type === "payment" && isAlone(row.purchase_id));
  if (found === undefined) {
    throw new Error(`there is no such payment after ${count} others`);
  }
  return found;
}

test.each([0, 7000, 30_000])("a refund of a payment after %i others names its order and amount", async (count) => {
  const { id, purchase_id } = await paymentAfter(count);
  const { answer, text } = await call(client, "refundTransaction", { transaction_id: String(id) });
  expect(answer["preview"], text).toContain(`Refund payment ${id} of order ${purchase_id}: `);
  expect(answer["preview"]).not.toContain("unknown");
  expect(answer["preview"]).not.toContain("only Digistore24 knows");
});

test("a transaction that is not found is looked for on a few pages only", async () => {
  const before = (await sandbox.requests())["listTransactions"] ?? 0;
  const { isError, text } = await call(client, "refundTransaction", { transaction_id: "1" });
  expect(isError, text).toBe(false);
  expect(((await sandbox.requests())["listTransactions"] ?? 0) - before).toBeLessThan(15);
});
