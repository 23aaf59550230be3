import { afterAll, beforeAll, expect, test } from "vitest";
import { INSIGHT_TOOLS } from "../../../../src/server/insights/insight-tools.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../../support/sandbox.ts";
import { NOW } from "../../insights/insight-shop.ts";
import { requestOf, STATELESS } from "./corpus/requests.ts";
import { openTwins, type Twins } from "./twins.ts";

const MAY = { from: "2026-05-01", to: "2026-05-31" };
const ARGS: Readonly<Record<string, readonly object[]>> = {
  reportSales: [MAY, { ...MAY, group_by: "product", language: "de" }, { from: "no date" }, { more: 1 }],
  reportSubscriptions: [{}, MAY],
  reportOpenPayments: [{}, { language: "de" }],
  reviewCustomer: [{ customer: "erika.beispiel@example.com" }, { customer: "Zoë" }, {}],
  briefShop: [{}, { language: "de" }],
};

let sandbox: RunningSandbox;
let twins: Twins;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => NOW });
  twins = openTwins({ DIGISTORE24_API_URL: sandbox.apiUrl }, { now: () => NOW.getTime() });
});
afterAll(async () => {
  await twins.close();
  await sandbox.close();
});

test("every insight has arguments here", () => {
  expect(Object.keys(ARGS).sort()).toEqual(INSIGHT_TOOLS.map(({ name }) => name).sort());
});

const META = { progressToken: "p" };

test.each(["2025-11-25", STATELESS])("each insight is answered in the same way at %s", async (revision) => {
  const calls = Object.entries(ARGS).flatMap(([name, all]) => all.map((args) => ({ name, arguments: args })));
  const all = calls.map((call) => requestOf(revision, "tools/call", call));
  const withKey = (one: (typeof all)[0]) => ({
    ...one,
    url: "/",
    headers: { ...one.headers, authorization: `Bearer ${FULL_KEY}` },
  });
  const { differences, byLane } = await twins.compareAll(all.map(withKey));
  expect(differences).toEqual([]);
  expect(byLane).toBe(all.length);

  const noted = Object.entries(ARGS).map(([name, [args]]) =>
    requestOf(revision, "tools/call", { name, arguments: args, _meta: META }),
  );
  const withProgress = await twins.compareAll(noted.map(withKey));
  expect(withProgress).toEqual({ differences: [], byLane: 0 });
});
