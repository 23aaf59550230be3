import { afterAll, beforeAll, expect, test } from "vitest";
import { openAuditLog } from "../../../src/server/watch/audit-log.ts";
import { COURSE, call, openShop, plainClient, type Shop } from "./shop.ts";

const audited: string[] = [];
let shop: Shop;
let client: Awaited<ReturnType<typeof plainClient>>;

beforeAll(async () => {
  shop = await openShop(
    { DIGISTORE24_MASK_PERSONAL_DATA: "true" },
    { reports: { auditLog: openAuditLog({ write: (line) => audited.push(line) }) } },
  );
  client = await plainClient(shop);
});
afterAll(async () => {
  await client.close();
  await shop.close();
});

test("the question has the same placeholders as every other answer", async () => {
  const args = { purchase_id: COURSE.id };
  const { answer } = await call(client, "GetGetpurchase", args);
  const { first_name, last_name, email } = answer["buyer"] as Readonly<Record<string, string>>;
  expect(email).toMatch(/^\[e-mail [0-9a-f]{8}\]$/);
  const question = await call(client, "refundPurchase", args);
  expect(question.answer["preview"]).toContain(`“${first_name} ${last_name}” (${email})`);
});

test("and so has the audit log", async () => {
  const { answer } = await call(client, "GetGetpurchase", { purchase_id: COURSE.id });
  const { id, first_name } = answer["buyer"] as Readonly<Record<string, string>>;
  await call(client, "updateBuyer", { buyer_id: id, data: { first_name: "Erika" } });
  const entry = JSON.parse(audited.at(-1) ?? "{}");
  expect(entry).toMatchObject({ tool: "updateBuyer", arguments: { data: { first_name } } });
});
