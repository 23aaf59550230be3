import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../../src/sandbox/wire/keys.ts";
import { expectNoViolation } from "../../page/axe.ts";
import { CHROMIUM_PATH, DESKTOP, launchChromium, PHONE, watchPage } from "../../page/browser.ts";
import { keepScreenshot } from "../../page/screenshots.ts";
import { type RunningSandbox, startSandbox } from "../../support/sandbox.ts";

const RETURN_URL = "https://app.example.com/back";

let browser: Browser;
let sandbox: RunningSandbox;

async function call(functionName: string, key: string, args: Record<string, string>): Promise<Record<string, string>> {
  const headers = { "X-DS-API-KEY": key };
  const body = new URLSearchParams(args);
  const answer = await fetch(`${sandbox.apiUrl}/${functionName}`, { method: "POST", headers, body });
  return ((await answer.json()) as { data: Record<string, string> }).data;
}

const ADDRESSES = {
  order: async () => (await call("createBuyUrl", SANDBOX_KEYS.full, { product_id: "12345" }))["url"] ?? "",
  consent: async () => {
    const wish = { permissions: "read-only", return_url: RETURN_URL, site_url: "https://app.example.com/" };
    return (await call("requestApiKey", SANDBOX_KEYS.developer, wish))["request_url"] ?? "";
  },
};

describe.skipIf(CHROMIUM_PATH === undefined)("in Chromium, the sandbox", () => {
  beforeAll(async () => {
    sandbox = await startSandbox();
    browser = await launchChromium();
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  async function open(address: string, options: BrowserContextOptions) {
    const visit = watchPage(await (await browser.newContext(options)).newPage());
    await visit.page.goto(address);
    return visit;
  }

  describe.each(["en", "de"])("in %s", (locale) => {
    test.each([
      ["order", "390", PHONE],
      ["order", "1280", DESKTOP],
      ["consent", "390", PHONE],
      ["consent", "1280", DESKTOP],
    ] as const)("shows the page %s at %s pixels in its own look, with a banner", async (name, width, options) => {
      const { page, requests, complaints } = await open(await ADDRESSES[name](), { ...options, locale });
      await keepScreenshot(page, `sandbox-${name}-${locale}-${width}`);
      expect(await page.getByText("SANDBOX", { exact: true }).isVisible()).toBe(true);
      expect(await page.locator("body").textContent()).not.toContain("Sandkasten");
      expect(await page.evaluate("document.documentElement.lang")).toBe(locale);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(Number(width));
      expect(requests.some((url) => url.includes("/consent.css"))).toBe(true);
      expect(complaints).toEqual([]);
    });
  });

  test.each(["order", "consent"] as const)("has no axe violation on the page %s, light or dark", async (name) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await open(await ADDRESSES[name](), { ...PHONE, colorScheme, bypassCSP: true });
      await expectNoViolation(page);
    }
  });

  test("places one order, however often the last page is loaded", async () => {
    const { page } = await open(await ADDRESSES.order(), { ...PHONE, locale: "en" });
    await page.getByLabel("Email").fill("buyer@example.com");
    await page.getByRole("button", { name: "Buy" }).click();
    await page.getByText("Your order number is").waitFor();
    const ordered = await call("listPurchasesOfEmail", SANDBOX_KEYS.full, { email: "buyer@example.com" });
    await page.reload();
    await page.getByText("Your order number is").waitFor();
    expect(Object.keys(ordered)).not.toEqual([]);
    expect(await call("listPurchasesOfEmail", SANDBOX_KEYS.full, { email: "buyer@example.com" })).toEqual(ordered);
  });

  test("leads back to the application after the agreement", async () => {
    const { page } = await open(await ADDRESSES.consent(), { ...PHONE, locale: "en" });
    const left = page.waitForRequest((request) => request.url().startsWith(RETURN_URL));
    await page.getByRole("button", { name: "Agree" }).click();
    expect((await left).redirectedFrom()?.method()).toBe("POST");
  });
});
