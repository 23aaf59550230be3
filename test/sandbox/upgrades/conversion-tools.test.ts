import { expect, test } from "vitest";
import { openSandbox } from "../sandbox-client.ts";

const sandbox = openSandbox();

test("the smart upgrades among the conversion tools are those that listSmartUpgrades has", async () => {
  const tools = await sandbox.data("listConversionTools", { type: "smartupgrade" });
  const { smartupgrades } = await sandbox.data("listSmartUpgrades");
  const withTextAsCss = smartupgrades.map((upgrade: { custom_css: string | null }) => {
    return { ...upgrade, custom_css: upgrade.custom_css ?? "" };
  });
  expect(tools).toEqual({ smartupgrades: withTextAsCss });
});

test("each conversion tool of the list is under its own key, however it is spelled", async () => {
  const type = "countdowns, trust_badges,socialproof_box,socialproof_bubbles";
  expect(await sandbox.data("listConversionTools", { type })).toEqual({
    countdowns: [],
    trust_badges: [],
    socialproof_boxes: [],
    socialproof_bubbles: [],
  });
});

test("no smart upgrade is from the future", async () => {
  const earlier = openSandbox({ now: () => new Date("2025-12-01T09:00:00Z") });
  const { smartupgrades } = await earlier.data("listConversionTools", { type: "smartupgrade" });
  expect(smartupgrades.map(({ created_at }: { created_at: string }) => created_at)).toEqual([
    "2025-11-03 12:00:00",
    "2025-12-01 10:00:00",
  ]);
});

test.each(["popup", "countdowns,popup", ",", ""])(
  "a list of conversion tools of type '%s' is refused",
  async (type) => {
    expect(await sandbox.call("listConversionTools", { type })).toMatchObject({ result: "error", code: 3 });
  },
);
