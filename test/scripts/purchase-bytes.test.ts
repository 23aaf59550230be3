import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { measurePurchases, type PurchaseBytes, purchaseTable } from "../../scripts/purchase-bytes.ts";

let bytes: PurchaseBytes;
beforeAll(async () => {
  bytes = await measurePurchases();
});

test("a list of a hundred purchases with all fields takes at most a fifth more than the API sent", () => {
  expect(bytes.allFields.body / bytes.api).toBeLessThanOrEqual(1.2);
});

test("with its columns, it takes at most half of what the API sent", () => {
  expect(bytes.columns.body / bytes.api).toBeLessThanOrEqual(0.5);
  expect(bytes.columns.text).toBeGreaterThan(10_000);
});

test("docs/performance.md has the table that npm run measure:purchases prints", () => {
  expect(readFileSync("docs/performance.md", "utf8")).toContain(purchaseTable(bytes));
});
