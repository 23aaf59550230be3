import { describe, expect, onTestFinished, test } from "vitest";
import { endDays } from "../../../src/server/contract/day-ends.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { FULL_KEY, startSandbox } from "../../support/sandbox.ts";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const registry = createToolRegistry();
const app = openTestApp();

async function formOf(tool: string, args: object): Promise<unknown> {
  upstream.answer(() => success({}));
  await app.callTool(tool, args);
  return upstream.requests.at(-1)?.form;
}

describe("the end of a time range", () => {
  test.each(["listPurchases", "PostListtransactions", "listCommissions", "GetListrebillingstatuschanges"])(
    "that is a date alone includes that day in %s",
    async (tool) => {
      const form = await formOf(tool, { from: "2026-03-01", to: "2026-03-15" });
      expect(form).toMatchObject({ from: "2026-03-01", to: "2026-03-15 23:59:59" });
    },
  );

  test.each(["2026-03-15 00:00:00", "2026-03-15T00:00:00Z", "now", "-7d", "start", "2026-03"])(
    "is sent as it is if it is %s",
    async (to) => {
      expect(await formOf("listPurchases", { to })).toMatchObject({ to });
    },
  );

  test.each(["statsSales", "statsDailyAmounts"])("stays a date in %s, which counts whole days", async (tool) => {
    expect(await formOf(tool, { from: "2026-03-01", to: "2026-03-15" })).toMatchObject({ to: "2026-03-15" });
  });

  test("stays a date in listDeliveries, which counts whole days", async () => {
    const search = { from: "2026-03-01", to: "2026-03-15" };
    expect(await formOf("listDeliveries", { search })).toMatchObject({ search });
  });

  test("says of every tool that the last day or month counts", () => {
    const silent = [...registry.values()].flatMap(({ definition: { name, inputSchema } }) => {
      const { search, ...top } = inputSchema.properties;
      const ends = [top["to"], search?.properties?.["to"]].filter((schema) => schema !== undefined);
      return ends.some(({ description = "" }) => !/includes that day|^Last (day|month)/.test(description))
        ? [name]
        : [];
    });
    expect(silent).toEqual([]);
  });
});

test("an end inside another argument is found too", () => {
  const args = { search: { to: "2026-03-15", from: "2026-03-01" }, to: 5 };
  expect(endDays(args, ["search.to", "to", "data.to", "search.until"])).toEqual({
    search: { to: "2026-03-15 23:59:59", from: "2026-03-01" },
    to: 5,
  });
});

test("the sales of the last day are found", async () => {
  const sandbox = await startSandbox({ now: () => new Date("2026-03-16T09:15:00Z") });
  onTestFinished(() => sandbox.close());
  const endpoint = openTestApp({ DIGISTORE24_API_URL: sandbox.apiUrl });
  const count = async (to: string) => {
    const args = { from: "2026-03-14", to, page_size: 1 };
    return (await endpoint.callTool("listPurchases", args, FULL_KEY)).answer?.["item_count"];
  };
  expect(await count("2026-03-14")).toBeGreaterThan(0);
  expect(await count("2026-03-14")).toBe(await count("2026-03-14 23:59:59"));
});
