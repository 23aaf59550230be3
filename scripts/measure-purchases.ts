import { measurePurchases, purchaseTable } from "./purchase-bytes.ts";

process.stdout.write(`${purchaseTable(await measurePurchases())}\n`);
