import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MAX_SCREENSHOT_BYTES, takeScreenshots } from "../../../scripts/screenshots/take-screenshots.ts";
import { CHROMIUM_PATH, launchChromium } from "../../page/browser.ts";
import { startEndpoint } from "../../support/endpoint.ts";
import { useTempFolders } from "../../support/temp-folder.ts";

const SIGNATURE = "89504e470d0a1a0a";
const WIDTH_AT = 16;
const HEIGHT_AT = 20;
const tempFolder = useTempFolders();

describe.skipIf(CHROMIUM_PATH === undefined)("npm run screenshots", () => {
  test("writes a picture of the page and of the sales report, each small enough for README", async () => {
    const folder = tempFolder();
    const taken = await takeScreenshots(folder);

    expect(taken.map(({ file }) => file)).toEqual([`${folder}/page.png`, `${folder}/sales-report.png`]);
    const [page, report] = taken.map(({ file }) => readFileSync(file));
    expect(page?.subarray(0, 8).toString("hex")).toBe(SIGNATURE);
    expect(page?.readUInt32BE(WIDTH_AT)).toBe(1280);
    expect(report?.readUInt32BE(WIDTH_AT)).toBeGreaterThan(700);
    for (const { bytes } of taken) {
      // An empty page of that size has about five kilobytes.
      expect(bytes).toBeGreaterThan(15_000);
      expect(bytes).toBeLessThanOrEqual(MAX_SCREENSHOT_BYTES);
    }
  });
});

describe.skipIf(CHROMIUM_PATH === undefined)("the picture of the page", () => {
  test("ends below the last step, and above the tools", async () => {
    const [endpoint, browser] = await Promise.all([
      startEndpoint({ DIGISTORE24_VERIFY_KEY: "false" }),
      launchChromium(),
    ]);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
    await page.goto(endpoint.url);
    const last = await page.locator("ol.stages > li:last-child").boundingBox();
    const whole = await page.evaluate<number>("document.documentElement.scrollHeight");
    await Promise.all([browser.close(), endpoint.close()]);
    const [picture] = await takeScreenshots(tempFolder());
    const height = readFileSync(picture?.file ?? "").readUInt32BE(HEIGHT_AT);

    expect(height).toBeGreaterThanOrEqual((last?.y ?? Number.NaN) + (last?.height ?? 0));
    expect(height).toBeLessThan(whole);
  });
});

test("README shows every committed picture, and each is small", () => {
  const readme = readFileSync("README.md", "utf8");
  const shown = [...readme.matchAll(/!\[[^\]]+\]\((docs\/images\/[^)]+)\)/g)].map(([, file = ""]) => file);
  expect(shown.toSorted()).toEqual(readdirSync("docs/images").map((name) => `docs/images/${name}`));
  expect(shown.filter((file) => readFileSync(file).length > MAX_SCREENSHOT_BYTES)).toEqual([]);
});
