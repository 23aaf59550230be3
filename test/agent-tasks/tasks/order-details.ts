import type { Answer, Task } from "../task.ts";

const idsOf = ({ purchase_list }: Answer): string => purchase_list.map(({ id }: Answer) => id).join();

export const orderDetailTasks: readonly Task[] = [
  {
    id: "invoice-of-the-newest-order",
    language: "de",
    says: "Der Käufer unserer neuesten Bestellung möchte seine Rechnung. Gib mir bitte den Link.",
    calls: [
      {
        tool: "listPurchases",
        args: { sort_by: "date", sort_order: "desc", page_size: 1, _fields: ["id"] },
      },
      { tool: "listInvoices", args: (newest) => ({ purchase_id: idsOf(newest), _fields: ["invoice_url"] }) },
    ],
    facts: {
      told: (_newest, { invoice_list: [invoice] }) => invoice.invoice_url,
      truth: async (shop) => {
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "2024-01-01", page_size: "1000" });
        const times: string[] = all.map(({ created_at }: Answer) => created_at).sort();
        const newest = all.find(({ created_at }: Answer) => created_at === times.at(-1));
        return (await shop.ask("listInvoices", { purchase_id: newest.id })).invoice_list[0].invoice_url;
      },
    },
  },
  {
    id: "campaigns-of-the-last-three-orders",
    language: "de",
    says: "Über welche Kampagnen kamen die letzten drei Bestellungen? Bitte mit den UTM-Daten.",
    calls: [
      {
        tool: "listPurchases",
        args: { from: "-7d", sort_by: "date", sort_order: "desc", page_size: 3, _fields: ["id"] },
      },
      {
        tool: "GetGetpurchasetracking",
        args: (newest) => ({ purchase_id: idsOf(newest), _fields: ["campaign_key", "utm_params"] }),
      },
    ],
    facts: {
      told: (_newest, { _note, ...tracking }) =>
        Object.entries(tracking).map(([id, { campaign_key, utm_params }]: Answer) => [id, campaign_key, utm_params]),
      truth: async (shop) => {
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "-7d", page_size: "1000" });
        const rows = all
          .slice(-3)
          .reverse()
          .map(async ({ id, campaignkey }: Answer) => {
            const { utm_params } = await shop.ask("getPurchaseTracking", { purchase_id: id });
            return [id, campaignkey, utm_params];
          });
        return await Promise.all(rows);
      },
    },
  },
  {
    id: "download-that-does-not-work",
    language: "en",
    says: "The customer of order 8YNJ3M2X says that the download does not work. Find the link, and tell me whether it is still valid for this customer.",
    calls: [{ tool: "GetGetpurchasedownloads", args: { purchase_id: "8YNJ3M2X" } }],
    facts: {
      told: ({ downloads }) => downloads["8YNJ3M2X"],
      truth: async (shop) =>
        (await shop.ask("getPurchaseDownloads", { purchase_id: "8YNJ3M2X" })).downloads["8YNJ3M2X"],
    },
  },
  {
    id: "license-key-of-an-order",
    language: "de",
    says: "Gehört der Lizenzschlüssel MUSTER-0000-1111-2222 wirklich zur Bestellung K7M2QX9A, und ist die bezahlt?",
    calls: [
      {
        tool: "validateLicenseKey",
        args: { purchase_id: "K7M2QX9A", license_key: "MUSTER-0000-1111-2222" },
      },
    ],
    facts: {
      told: (answer) => [answer.is_license_valid, answer.billing_tatus, answer.last_payment_at],
      truth: async (shop) => {
        const { billing_status } = await shop.ask("getPurchase", { purchase_id: "K7M2QX9A" });
        const args = { from: "2024-01-01", "search[purchase_id]": "K7M2QX9A" };
        const { transaction_list } = await shop.ask("listTransactions", args);
        return ["Y", billing_status, transaction_list.at(-1).created_at];
      },
    },
  },
  {
    id: "entries-in-the-order-form",
    language: "en",
    says: "Which T-shirt size did the buyer of order K7M2QX9A enter in the order form?",
    calls: [{ tool: "listCustomFormRecords", args: { purchase_id: "K7M2QX9A", _fields: ["data"] } }],
    facts: {
      told: ({ records: [record] }) => record.data.tshirt,
      truth: async (shop) =>
        (await shop.ask("listCustomFormRecords", { purchase_id: "K7M2QX9A" })).records[0].data.tshirt,
    },
  },
  {
    id: "newest-test-order-to-refund",
    language: "en",
    says: "Find our newest test order and tell me its number, what it is for and whether it still rebills. I want to refund it afterwards in Digistore24.",
    calls: [
      {
        tool: "listPurchases",
        args: {
          from: "-365d",
          search: { order_type: "test" },
          sort_by: "date",
          sort_order: "desc",
          page_size: 1,
          _fields: ["id", "main_product_name", "billing_status"],
        },
      },
    ],
    facts: {
      told: ({ purchase_list: [{ id, main_product_name, billing_status }] }) => [id, main_product_name, billing_status],
      truth: async (shop) => {
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "-365d", page_size: "1000" });
        const newest = all.filter(({ order_type }: Answer) => order_type === "test").at(-1);
        return [newest.id, newest.main_product_name, newest.billing_status];
      },
    },
  },
];
