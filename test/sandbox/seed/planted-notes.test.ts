import { beforeAll, describe, expect, test } from "vitest";
import { ENGLISH, GERMAN } from "../../../src/sandbox/seed/planted-texts.ts";
import { tools } from "../../support/generated-tools.ts";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const TEXTS = [ENGLISH, GERMAN].map((texts) => Object.values(texts).flat() as string[]);
/** getDelivery counts as a change only because of an argument that is left out here. */
const reads = tools.filter(
  ({ access, keyRight, functionName }) =>
    functionName === "getDelivery" || (access === "read" && keyRight !== "developer"),
);
const SINCE_START = { from: "start", page_size: "1000" };
/** Arguments of functions that can show more than one thing, as ids that the shop has. */
const KNOWN: WireArguments = {
  currency: "EUR",
  email: "erika.beispiel@example.com",
  product_id: "67890",
  product_ids: "all",
  product_group_id: "501",
  image_id: "7001",
  policy_id: "1501",
  orderform_id: "3101",
  entry_id: "3301",
  upgrade_id: "7301",
  smartupgrade_id: "8101",
  code: "WILLKOMMEN15",
  purchase_id: "K7M2QX9A",
  usage_type: "product",
  license_key: "MUSTER-0000-1111-2222",
  affiliate_name: "partnerin24",
  from: "2025-04",
  to: "2026-03",
};
/**
 * Marked, although the sandbox leaves them empty, makes them up, or only has the seller's own: other vendors' marketplace entries,
 * for example.
 */
const NOT_PLANTED = [
  "getCustomerToAffiliateBuyerDetails customer_affiliate_name",
  "getDelivery delivery.delivery_address.street2",
  "getDelivery delivery.delivery_address.tax_id",
  "getMarketplaceEntry description",
  "getMarketplaceEntry headline",
  "getMarketplaceEntry price_msg",
  "listDeliveries delivery_address.street2",
  "listDeliveries delivery_address.tax_id",
];

interface Found {
  /** Without the positions in lists. */
  readonly place: string;
  readonly text: string;
}

function findTexts(value: unknown, place: readonly string[] = []): Found[] {
  if (typeof value === "string") {
    return TEXTS.flat().some((text) => value.includes(text)) ? [{ place: place.join("."), text: value }] : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) => findTexts(inner, isList ? place : [...place, key]));
}

function endsIn(place: string, name: string): boolean {
  const ending = name
    .split(".")
    .map((part) => (part === "<key>" ? "[^.]+" : part))
    .join("\\.");
  return new RegExp(`(^|\\.)${ending}$`).test(place);
}

/** What makes a function show all its records, as one call for each set of arguments. */
async function callsOf({ data }: Sandbox): Promise<Readonly<Record<string, readonly WireArguments[]>>> {
  const orders = (await data("listPurchases", SINCE_START)).purchase_list as { id: string }[];
  const buyers = (await data("listBuyers", { page_size: "1000" })).items as { id: number }[];
  const { delivery } = await data("listDeliveries");
  const { etickets } = await data("listEtickets");
  const partners = [ENGLISH, GERMAN].map(({ affiliateName }) => affiliateName);
  const purchaseIds = [{ purchase_id: orders.map(({ id }) => id).join(",") }];
  return {
    ...Object.fromEntries(["getPurchase", "getPurchaseTracking"].map((name) => [name, purchaseIds])),
    getCustomerToAffiliateBuyerDetails: purchaseIds,
    getBuyer: buyers.map(({ id }) => ({ buyer_id: String(id) })),
    getDelivery: delivery.map(({ id }: { id: number }) => ({ delivery_id: String(id) })),
    getEticket: etickets.map(({ id }: { id: string }) => ({ eticket_id: id })),
    getServiceProofRequest: ["9101", "9102"].map((service_proof_id) => ({ service_proof_id })),
    getAffiliateCommission: partners.map((affiliate_id) => ({ affiliate_id })),
    getReferringAffiliate: partners.map((affiliate_id) => ({ affiliate_id })),
    getAffiliateForEmail: partners.map((name) => ({ email: `${name}@example.com` })),
    ...Object.fromEntries(
      ["listPurchases", "listTransactions", "listCommissions"].map((name) => [name, [SINCE_START]]),
    ),
    listRebillingStatusChanges: [SINCE_START],
    listBuyers: [{ page_size: "1000" }],
    listConversionTools: [{ type: "smartupgrade" }],
  };
}

/** The planted texts in the answers of a function. */
async function readAll(sandbox: Sandbox, name: string, calls: readonly WireArguments[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const args of calls) {
    found.push(...findTexts(await sandbox.data(name, args)));
  }
  return found;
}

const answers = new Map<string, readonly Found[]>();
beforeAll(async () => {
  const sandbox = openSandbox({ hasPlantedNotes: true });
  const calls = await callsOf(sandbox);
  for (const { functionName, inputSchema } of reads) {
    const required = (inputSchema.required ?? []).map((name) => [name, KNOWN[name] ?? "1"] as const);
    answers.set(
      functionName,
      await readAll(sandbox, functionName, calls[functionName] ?? [Object.fromEntries(required)]),
    );
  }
});

describe("planted texts", () => {
  test("are only in fields that the description marks", () => {
    const unmarked = reads.flatMap(({ functionName, foreignTexts = [] }) => {
      const places = (answers.get(functionName) ?? []).map(({ place }) => place);
      return places
        .filter((place) => !foreignTexts.some((name) => endsIn(place, name)))
        .map((p) => `${functionName} ${p}`);
    });
    expect([...new Set(unmarked)]).toEqual([]);
  });

  test("are in every field that the description marks", () => {
    const empty = reads.flatMap(({ functionName, foreignTexts = [] }) => {
      const found = answers.get(functionName) ?? [];
      return foreignTexts
        .filter((name) => !found.some(({ place }) => endsIn(place, name)))
        .map((n) => `${functionName} ${n}`);
    });
    expect(empty.sort()).toEqual(NOT_PLANTED);
  });

  test.each([
    ["English", TEXTS[0] ?? []],
    ["German", TEXTS[1] ?? []],
  ])("in %s can all be read", (_, texts) => {
    const read = [...answers.values()].flat().map(({ text }) => text);
    expect(texts.filter((text) => !read.some((one) => one.includes(text)))).toEqual([]);
  });

  test("fit into the fields of a buyer", () => {
    for (const { subIds: _, refundReason: __, ...texts } of [ENGLISH, GERMAN]) {
      expect(Object.values(texts).filter((text) => text.length > 63)).toEqual([]);
    }
  });
});

test("the same seed and time plant the same texts", async () => {
  const [one, two] = [openSandbox({ hasPlantedNotes: true }), openSandbox({ hasPlantedNotes: true })];
  await two.data("listServiceProofRequests");
  expect(await one.data("listPurchases", SINCE_START)).toEqual(await two.data("listPurchases", SINCE_START));
});

test("a new shop has them again", async () => {
  const sandbox = openSandbox({ hasPlantedNotes: true });
  await sandbox.control("POST", "/__reset", { seed: 7 });
  expect(findTexts(await sandbox.data("listPurchases", SINCE_START))).not.toEqual([]);
});

test.each(["listPurchases", "listBuyers", "listCustomFormRecords", "listEtickets"])(
  "%s has none unless they are wanted",
  async (name) => {
    expect(findTexts(await openSandbox().data(name, SINCE_START))).toEqual([]);
  },
);
