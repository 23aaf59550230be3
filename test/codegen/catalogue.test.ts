import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { tools } from "../support/generated-tools.ts";
import { FUNCTION_COUNT, PUBLISHED_TOOL_COUNT } from "../support/published-tools.ts";
import { brokenRules, wordlessMaps } from "./schema-rules.ts";

/** The functions that change nothing: kept by hand, so that a wrong mark in openapi/policy.yaml is noticed. */
const READS = [
  "getAffiliateCommission",
  "getAffiliateForEmail",
  "getBuyer",
  "getCustomerToAffiliateBuyerDetails",
  "getEticket",
  "getEticketSettings",
  "getGlobalSettings",
  "getImage",
  "getMarketplaceEntry",
  "getOrderform",
  "getOrderformMetas",
  "getProduct",
  "getProductGroup",
  "getPurchase",
  "getPurchaseDownloads",
  "getPurchaseTracking",
  "getReferringAffiliate",
  "getServiceProofRequest",
  "getShippingCostPolicy",
  "getSmartupgrade",
  "getUpgrade",
  "getUpsells",
  "getUserInfo",
  "getVoucher",
  "ipnInfo",
  "listAccountAccess",
  "listBuyUrls",
  "listBuyers",
  "listCommissions",
  "listConversionTools",
  "listCountries",
  "listCurrencies",
  "listCustomFormRecords",
  "listDeliveries",
  "listEticketLocations",
  "listEticketTemplates",
  "listEtickets",
  "listImages",
  "listInvoices",
  "listMarketplaceEntries",
  "listOrderforms",
  "listPaymentPlans",
  "listPayouts",
  "listProductGroups",
  "listProductTypes",
  "listProducts",
  "listPurchases",
  "listPurchasesOfEmail",
  "listRebillingStatusChanges",
  "listServiceProofRequests",
  "listShippingCostPolicies",
  "listSmartUpgrades",
  "listTransactions",
  "listUpgrades",
  "listVouchers",
  "ping",
  "renderJsTrackingCode",
  "statsAffiliateToplist",
  "statsDailyAmounts",
  "statsExpectedPayouts",
  "statsMarketplace",
  "statsSales",
  "statsSalesSummary",
  "validateAffiliate",
  "validateCouponCode",
  "validateLicenseKey",
];

describe("the catalogue", () => {
  test("holds a tool for each described function, of which those in the vendor's table are published", () => {
    expect(tools).toHaveLength(FUNCTION_COUNT);
    expect(tools.filter(({ isPublished }) => isPublished)).toHaveLength(PUBLISHED_TOOL_COUNT);
  });

  test("publishes exactly the tools of the vendor's table, each for its function", async () => {
    const table: { tool: string; apiFunction: string }[] = JSON.parse(
      await readFile("openapi/published-tools.json", "utf8"),
    );
    const wanted = table.map(({ tool, apiFunction }) => `${tool} ${apiFunction}`);
    const found = tools.filter(({ isPublished }) => isPublished).map((tool) => `${tool.name} ${tool.functionName}`);

    expect(found.toSorted()).toEqual(wanted.toSorted());
  });

  test("names every tool and every function once, in names that agents accept", () => {
    const names = tools.map(({ name }) => name);

    expect(names.filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(FUNCTION_COUNT);
    expect(new Set(tools.map(({ functionName }) => functionName)).size).toBe(FUNCTION_COUNT);
  });

  test("is sorted by name, the same on every machine", () => {
    const names = tools.map(({ name }) => name);

    expect(names.filter((name, index) => index > 0 && name <= (names[index - 1] ?? ""))).toEqual([]);
  });

  test("calls the function that its address ends with", () => {
    expect(tools.filter(({ path, functionName }) => path !== `/${functionName}`).map(({ name }) => name)).toEqual([]);
  });
});

describe("the text that an agent reads about a tool", () => {
  test("has a title of 3 to 60 characters", () => {
    expect(tools.filter(({ title }) => title.length < 3 || title.length > 60).map(({ name }) => name)).toEqual([]);
  });

  test("has a description of 400 characters at most, on one line", () => {
    const unfit = tools.filter(({ description }) => !/^\S.{0,398}\S$/.test(description));

    expect(unfit.map(({ name }) => name)).toEqual([]);
  });

  test("has no placeholder left in it", () => {
    const unwritten = tools.filter((tool) => /\bTODO\b/.test(JSON.stringify(tool)));

    expect(unwritten.map(({ name }) => name)).toEqual([]);
  });

  test("has a title of its own", () => {
    const titles = tools.map(({ title }) => title);

    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe("the arguments of a tool", () => {
  test("stay within the rules that every agent's model accepts", () => {
    expect(tools.flatMap(({ name, inputSchema }) => brokenRules(inputSchema, name))).toEqual([]);
  });

  test("say in words what an open map holds, because some schema converters empty it", () => {
    expect(tools.flatMap(({ name, inputSchema }) => wordlessMaps(inputSchema, name))).toEqual([]);
  });

  test("are seen by the check for such words at every depth", () => {
    const map = { type: "object", properties: {}, additionalProperties: true };
    const schema = {
      type: "object",
      properties: {
        bare: map,
        vague: { ...map, description: "Settings" },
        named: { ...map, description: "Map of name to value" },
        shown: { ...map, description: 'Units, e.g. {"1":2}' },
        list: { type: "array", items: map },
        told: { type: "array", items: map, description: "List of objects" },
        choice: { anyOf: [{ type: "string" }, map] },
        outer: { type: "object", properties: { inner: map }, additionalProperties: false },
        closed: { ...map, additionalProperties: false },
      },
    };

    expect(wordlessMaps(schema, "tool")).toEqual([
      "tool.bare",
      "tool.vague",
      "tool.list",
      "tool.choice",
      "tool.outer.inner",
    ]);
  });

  test("are seen by the check of those rules at every depth", () => {
    const schema = {
      type: "object",
      properties: {
        "a b": { type: ["string", "null"] },
        list: { type: "array", items: { $ref: "#/x", nullable: true } },
        choice: {
          anyOf: [
            { type: "string", format: "email" },
            { type: "string", enum: ["a", ""] },
          ],
        },
        map: { type: "object", properties: {}, additionalProperties: { type: "string", enum: [] } },
        open: { type: "object", properties: {}, required: ["id"] },
        numbers: { type: "string", enum: [1] },
      },
      oneOf: [{ type: "object" }],
    };

    expect(brokenRules(schema, "tool")).toEqual([
      "tool: oneOf at the root",
      "tool: additionalProperties is not said",
      "tool: unknown keyword oneOf",
      "tool.a b: key",
      'tool.a b: type ["string","null"]',
      "tool.list[]: type undefined",
      "tool.list[]: unknown keyword $ref",
      "tool.list[]: unknown keyword nullable",
      "tool.choice|0: format email",
      "tool.choice|1: enum",
      "tool.map{}: enum",
      "tool.open: requires id",
      "tool.open: additionalProperties is not said",
      "tool.numbers: enum",
    ]);
  });
});

describe("the marks of a tool", () => {
  test("say of 66 functions that they read, and of the other 56 that they write", () => {
    const reads = tools.filter(({ access }) => access === "read").map(({ functionName }) => functionName);

    expect(reads.toSorted()).toEqual(READS);
    expect(tools.filter(({ access }) => access === "write")).toHaveLength(56);
  });

  test("never call a read destructive, costly or unsafe to repeat", () => {
    const unsafe = tools.filter(
      ({ access, isDestructive, isIdempotent, money, mail }) =>
        access === "read" && (isDestructive || !isIdempotent || money !== "none" || mail !== "none"),
    );

    expect(unsafe.map(({ name }) => name)).toEqual([]);
  });

  test("call every tool that moves money at once destructive", () => {
    const moving = tools.filter(({ money }) => money === "moves");

    expect(moving.map(({ functionName }) => functionName)).toEqual(
      expect.arrayContaining([
        "createAddonChangePurchase",
        "createBillingOnDemand",
        "createRebillingPayment",
        "createUpgradePurchase",
        "refundPartially",
        "refundPurchase",
        "refundTransaction",
        "updateServiceProofRequest",
      ]),
    );
    expect(moving.filter(({ isDestructive }) => !isDestructive).map(({ name }) => name)).toEqual([]);
  });

  test("name a read of the catalogue that shows whether a write happened", () => {
    const reads = new Set(tools.filter(({ access }) => access === "read").map(({ name }) => name));
    const writes = tools.filter(({ shownBy }) => shownBy !== undefined);

    expect(writes.length).toBeGreaterThan(20);
    expect(writes.filter(({ shownBy }) => !reads.has(shownBy ?? "")).map(({ name }) => name)).toEqual([]);
    expect(writes.filter(({ access }) => access !== "write").map(({ name }) => name)).toEqual([]);
  });
});

describe("a list tool", () => {
  test("is every function that is named like one, except for the one that answers with a map", () => {
    const named = tools.filter(({ functionName }) => functionName.startsWith("list"));

    expect(named.filter(({ isList }) => !isList).map(({ name }) => name)).toEqual(["listCountries"]);
  });

  test("lets the agent choose the fields, as do tools whose answer can be long", () => {
    const lists = tools.filter(({ isList }) => isList);
    expect(lists.length).toBeGreaterThan(20);
    expect(lists.filter(({ inputSchema }) => !("_fields" in inputSchema.properties))).toEqual([]);
    const others = tools.filter(({ isList, inputSchema }) => !isList && "_fields" in inputSchema.properties);
    expect(others.map(({ functionName }) => functionName).sort()).toEqual([
      "getCustomerToAffiliateBuyerDetails",
      "getGlobalSettings",
      "getOrderform",
      "getOrderformMetas",
      "getProduct",
      "getPurchase",
      "getPurchaseDownloads",
      "getPurchaseTracking",
      "getSmartupgrade",
      "statsSalesSummary",
    ]);
  });

  test("sends a page of 50 if the agent gives none, and says so in its schema", () => {
    const paged = tools.filter(({ inputSchema }) => "page_size" in inputSchema.properties);

    expect(paged.length).toBeGreaterThan(0);
    expect(
      paged.map(({ name, inputSchema, sentDefaults }) => [
        name,
        sentDefaults,
        inputSchema.properties["page_size"]?.default,
      ]),
    ).toEqual(paged.map(({ name }) => [name, { page_size: 50 }, 50]));
  });

  test("is the only kind of tool that sends an argument the agent did not give", () => {
    const sending = tools.filter(({ sentDefaults }) => Object.keys(sentDefaults).length > 0);

    expect(sending.filter(({ isList }) => !isList).map(({ name }) => name)).toEqual([]);
  });
});
