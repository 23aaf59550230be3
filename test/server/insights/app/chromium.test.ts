import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import type { Client } from "@modelcontextprotocol/client";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { appPage } from "../../../../src/demo/app-page.ts";
import { CHROMIUM_PATH, launchChromium, watchPage } from "../../../page/browser.ts";
import { connectClient, type RunningEndpoint, startEndpoint } from "../../../support/endpoint.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../../support/sandbox.ts";

const NOW = new Date("2026-11-29T06:00:00Z");
const OUTPUT = "test-output";
const AXE = createRequire(import.meta.url).resolve("axe-core");
/** Where nothing is: the page is given to the browser by the test. */
const ADDRESS = "http://app-host.test/";

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;
let client: Client;
let browser: Browser;

describe.skipIf(CHROMIUM_PATH === undefined)("in ext-apps' host bridge, the sales report", () => {
  beforeAll(async () => {
    mkdirSync(OUTPUT, { recursive: true });
    sandbox = await startSandbox({ now: () => NOW });
    endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl }, { now: () => NOW.getTime() });
    client = await connectClient(endpoint.url, FULL_KEY);
    browser = await launchChromium();
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await client.close();
    await endpoint.close();
    await sandbox.close();
  });

  interface Opened {
    readonly page: Page;
    readonly app: FrameLocator;
    readonly requests: readonly string[];
    readonly complaints: readonly string[];
  }

  async function open(args: object, { width = 760, from = client as Pick<Client, "callTool"> } = {}): Promise<Opened> {
    const html = await appPage(from, args as Record<string, unknown>);
    const context = await browser.newContext({ viewport: { width: width + 32, height: 760 }, locale: "en-US" });
    const page = await context.newPage();
    const { requests, complaints } = watchPage(page);
    await page.route("**", (route) =>
      route.request().url() === ADDRESS
        ? route.fulfill({ contentType: "text/html; charset=utf-8", body: html })
        : route.abort(),
    );
    await page.goto(ADDRESS);
    const app = page.frameLocator("#app");
    await app.locator("section, .note").first().waitFor();
    return { page, app, requests, complaints };
  }

  const PRODUCTS = { from: "2026-09-01", group_by: "product", compare: "previous_period" };

  async function answerTo(args: object) {
    const result = await client.callTool({ name: "reportSales", arguments: { ...args } });
    const [block] = result.content;
    return JSON.parse(block?.type === "text" ? block.text : "");
  }

  test("shows what the tool answered, with the comparison and a table", async () => {
    const { app, complaints } = await open(PRODUCTS);
    const { totals, by_product: rows } = await answerTo(PRODUCTS);
    const money = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });
    await app
      .getByText(money.format(Number(totals.EUR.net_gross)))
      .first()
      .waitFor();
    await app.getByText("against Jun 1, 2026 – Aug 29, 2026").waitFor();
    expect(await app.locator(".bars .label").allInnerTexts()).toEqual(
      rows.map((row: { product: string }) => row.product),
    );
    expect(await app.locator(".bars .before").count()).toBe(rows.length);
    expect(await app.locator("table").isVisible()).toBe(false);
    await app.getByText("Table").focus();
    await app.getByText("Table").press("Enter");
    const cells = await app.locator("tbody tr").first().locator("th, td").allInnerTexts();
    const [first] = rows;
    const amounts = [first.net_gross, first.net_gross_before, first.own_earnings];
    expect(cells).toEqual([first.product, ...amounts.map((amount) => money.format(Number(amount)))]);
    expect(complaints).toEqual([]);
  });

  test("says that its sum contains VAT, and how much", async () => {
    const { page, app } = await open(PRODUCTS);
    const { vat } = (await answerTo(PRODUCTS)).totals.EUR;
    await page.getByLabel("Language").selectOption("de");
    const amount = new Intl.NumberFormat("de", { style: "currency", currency: "EUR" }).format(Number(vat));
    const fact = app.locator("dl div").filter({ hasText: "Davon USt" }).locator("dd");
    expect(await fact.textContent()).toContain(amount);
    expect(await app.locator("main").textContent()).not.toMatch(/netto/i);
  });

  test("shows a column for each day", async () => {
    const { app } = await open({ group_by: "day" });
    const { by_day: days } = await answerTo({ group_by: "day" });
    const [first, last] = [days[0], days.at(-1)].map(({ day }: { day: string }) => Date.parse(day));
    // Also for those in which nothing was sold.
    expect(await app.locator("svg rect").count()).toBe(((last ?? 0) - (first ?? 0)) / 86_400_000 + 1);
    expect(await app.locator("svg rect title").first().textContent()).toContain(days[0].day);
    expect(await app.getByRole("img").getAttribute("aria-label")).toContain(
      "Sales after refunds (incl. VAT) in EUR by day. The largest:",
    );
  });

  test("shows totals alone, no sales, and an error", async () => {
    const totals = await open({});
    expect(await totals.app.locator(".chart").count()).toBe(0);
    const none = await open({ from: "2019-01-01", to: "2019-02-01" });
    await none.app.getByText("Nothing was sold in this period.").waitFor();
    const failed = await open({ from: "yesterday" });
    await failed.app.getByRole("alert").getByText("from must be a time such as").waitFor();
  });

  test("never reads a text as markup", async () => {
    const text = JSON.stringify({
      _complete: false,
      notes: ["<img src=x onerror=alert(1)>"],
      period: { from: "2026-11-01", to: "2026-11-02" },
      totals: { EUR: { net_gross: "-5.00", own_earnings: "1.00", payments: 1 } },
      by_affiliate: [{ affiliate: "</script><b>x</b>", currency: "EUR", net_gross: "-5.00", own_earnings: "1.00" }],
    });
    const from = { callTool: async () => ({ content: [{ type: "text", text }] }) } as unknown as Client;
    const { app, complaints } = await open({}, { from });
    await app.getByText("</script><b>x</b>").first().waitFor();
    await app.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await app.locator("b, img").count()).toBe(0);
    await app.getByText("Not the whole period that was asked for.").waitFor();
    expect(complaints).toEqual([]);
  });

  test("follows the host's theme and language", async () => {
    const { page, app } = await open(PRODUCTS);
    const frame = page.frames().find((one) => one.parentFrame() !== null);
    const colour = () => frame?.evaluate<string>("getComputedStyle(document.querySelector('h1')).color");
    const light = await colour();
    await app.getByText("Table").click();
    await page.getByLabel("Theme").selectOption("dark");
    await app.locator("html[data-theme=dark]").waitFor();
    expect(await app.locator("table").isVisible()).toBe(true);
    expect(await colour()).not.toBe(light);
    await page.getByLabel("Language").selectOption("de");
    await app.getByText("Umsatz nach Erstattungen (inkl. USt)").first().waitFor();
    expect(await app.locator("h1").textContent()).toMatch(/\d{1,3}(\.\d{3})*,\d{2}\s€$/);
  });

  test("sends no request anywhere", async () => {
    const { requests } = await open(PRODUCTS);
    expect(requests.filter((url) => url !== ADDRESS && !url.startsWith("about:"))).toEqual([]);
  });

  test.each([360, 760].flatMap((width) => ["light", "dark"].map((theme) => ({ width, theme }))))(
    "fits $width pixels in $theme, is accessible, and stays below 500 pixels",
    async ({ width, theme }) => {
      const { page, app } = await open(PRODUCTS, { width });
      await page.getByLabel("Theme").selectOption(theme);
      await app.locator(`html[data-theme=${theme}]`).waitFor();
      await page.locator("#app").screenshot({ path: `${OUTPUT}/sales-report-${width}-${theme}.png` });
      const box = await page.locator("#app").boundingBox();
      expect(box?.height).toBeLessThanOrEqual(502);
      const main = app.locator("main");
      expect(await main.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
      await app.getByText("Table").click();
      const frame = page.frames().find((one) => one.parentFrame() !== null);
      await frame?.addScriptTag({ path: AXE });
      const found = await frame?.evaluate<{ violations: { id: string; impact: string }[] }>("axe.run()");
      expect(found?.violations.filter(({ impact }) => ["serious", "critical"].includes(impact))).toEqual([]);
    },
  );
});
