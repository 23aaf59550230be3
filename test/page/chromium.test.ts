import { statSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { isShown, readPage } from "../support/html-page.ts";
import { SECRET } from "../support/oauth.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, READ_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { expectNoViolation } from "./axe.ts";
import { CHROMIUM_PATH, DESKTOP, launchChromium, PHONE, type Visit, watchPage } from "./browser.ts";
import { keepScreenshot } from "./screenshots.ts";

const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [
  ["390", PHONE],
  ["1280", DESKTOP],
] as const;
/** Of a phone, until something is opened. */
const MAX_SCREENS = 4;
const SCREEN_PX = 844;

let browser: Browser;
let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;

if (CHROMIUM_PATH === undefined) {
  process.stderr.write("The page is not tested in a browser: install chromium, or set CHROMIUM_PATH.\n");
}

/** Of both languages, with umlauts in several spellings, endings, short words and two words. */
const EVERYDAY_WORDS = [
  "Rueckerstattungen",
  "KÄUFER",
  "Abo",
  "Gutscheincodes",
  "offene Rechnungen",
  "list",
  "refunded",
];

const PUBLIC_HOST = "mcp.example.com";

describe.skipIf(CHROMIUM_PATH === undefined)("in Chromium, the page", () => {
  beforeAll(async () => {
    sandbox = await startSandbox();
    endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl, ALLOWED_HOSTS: PUBLIC_HOST });
    browser = await launchChromium([`--host-resolver-rules=MAP ${PUBLIC_HOST} 127.0.0.1`]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await endpoint.close();
    await sandbox.close();
  });

  async function open(path = "", options: BrowserContextOptions = DESKTOP): Promise<Visit> {
    const context = await browser.newContext(options);
    const visit = watchPage(await context.newPage());
    await visit.page.goto(endpoint.url + path);
    return visit;
  }

  async function checkKey(page: Page, key: string) {
    await page.getByLabel("Digistore24 API key").fill(key);
    await page.getByRole("button", { name: "Check", exact: true }).click();
    const verdict = page.locator("#verdict .verdict");
    await verdict.waitFor();
    return (await verdict.textContent()) ?? "";
  }

  const shownTools = (page: Page) =>
    page.locator("details:not([hidden]) tr[data-access]:not([hidden]) th code").allTextContents();
  const visibleTools = (page: Page) => page.locator("tr[data-access]:visible th code").allTextContents();
  const count = (page: Page) => page.locator("#count").textContent();

  const boxesOf = (page: Page, selectors: readonly string[]) =>
    page.evaluate<Record<"left" | "right" | "top" | "height", number>[]>(
      `${JSON.stringify(selectors)}.map((selector) => document.querySelector(selector).getBoundingClientRect().toJSON())`,
    );

  test("fetches from its own server alone, and breaks no rule of its policy", async () => {
    const { page, requests, complaints } = await open();
    await page.getByRole("searchbox", { name: "Search" }).fill("voucher");
    await checkKey(page, FULL_KEY);
    expect(requests.length).toBeGreaterThanOrEqual(4);
    expect(requests.filter((url) => !url.startsWith(endpoint.url))).toEqual([]);
    expect(requests.join()).not.toContain(FULL_KEY);
    expect(complaints).toEqual([]);
  });

  test("has its styles and its script at a public host name too", async () => {
    const url = new URL(endpoint.url);
    url.hostname = PUBLIC_HOST;
    const context = await browser.newContext(DESKTOP);
    const { page, complaints } = watchPage(await context.newPage());
    await page.goto(url.href);
    await page.getByRole("searchbox", { name: "Search" }).fill("voucher");

    await expect.poll(() => shownTools(page)).toContain("getVoucher");
    await expect.poll(() => shownTools(page)).not.toContain("listProducts");
    // The test has no TLS, without which a browser says that it ignores a header.
    expect(complaints.filter((complaint) => !complaint.includes("untrustworthy"))).toEqual([]);
  });

  test("copies the address and every snippet", async () => {
    const { page } = await open("mcp", { ...DESKTOP, permissions: ["clipboard-read", "clipboard-write"] });
    const clipboard = () => page.evaluate<string>("navigator.clipboard.readText()");
    await page.getByRole("button", { name: "Copy the address: Address for your agent" }).click();
    await page.getByText("Copied").first().waitFor();
    expect(await clipboard()).toBe(`${endpoint.url}mcp`);
    const guides = await page.locator("details[name=client]").all();
    expect(guides).toHaveLength(1 + 9);
    for (const guide of guides.filter((_, index) => index !== 1)) {
      const name = await guide.locator("summary").textContent();
      if ((await guide.getAttribute("open")) === null) {
        await guide.locator("summary").click();
      }
      await guide.getByRole("button", { name: `Copy the configuration for ${name}` }).click();
      await guide.getByText("Copied").waitFor();
      const copied = await clipboard();
      expect(copied).toBe(await guide.locator("pre").textContent());
      expect(copied).toContain("YOUR_DIGISTORE24_API_KEY");
    }
    expect(await page.locator("#announcement").textContent()).toBe("Copied");
  });

  test("selects text that it may not copy", async () => {
    const { page } = await open();
    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))");
    await page.getByRole("button", { name: "Copy the address: Address for your agent" }).click();
    await page.getByText("Selected", { exact: true }).waitFor();
    expect(await page.evaluate<string>("String(getSelection())")).toBe(endpoint.url);
  });

  test("finds tools during typing, as the server does", async () => {
    const { page } = await open();
    await page.getByRole("searchbox", { name: "Search" }).fill("discount  CODE");
    const live = await shownTools(page);
    expect(live).toContain("PostCreatevoucher");
    expect(await visibleTools(page)).toEqual(live);
    expect(await count(page)).toBe(`${live.length} of ${SERVED_TOOL_COUNT} tools`);
    expect(page.url()).toBe(`${endpoint.url}?q=discount++CODE`);
    await page.reload();
    expect(await visibleTools(page)).toEqual(live);
    await page.getByRole("searchbox", { name: "Search" }).fill("unicorn");
    expect(await page.getByText("No tool matches.").isVisible()).toBe(true);
    await page.getByRole("link", { name: "Show all" }).click();
    expect(await shownTools(page)).toHaveLength(SERVED_TOOL_COUNT);
  });

  test.each(["en", "de"])("finds the same tools for everyday words as the server (%s)", async (locale) => {
    const { page } = await open("", { ...DESKTOP, locale });
    for (const words of EVERYDAY_WORDS) {
      await page.getByRole("searchbox").fill(words);
      const live = await shownTools(page);
      const html = await (
        await fetch(page.url(), { headers: { accept: "text/html", "accept-language": locale } })
      ).text();
      const served = readPage(html).all("tr[data-access]").filter(isShown);
      expect([words, served.map((row) => row.querySelector("code")?.textContent)]).toEqual([words, live]);
      expect(live.length).toBeGreaterThan(0);
    }
  });

  test("narrows to a toolset, a job and tools that read, and names the address of the selection", async () => {
    const { page } = await open("mcp");
    const part = page.locator("#part");
    expect(await part.isVisible()).toBe(false);
    await page.getByLabel("Toolset").selectOption("vouchers");
    expect(await shownTools(page)).toContain("PostCreatevoucher");
    expect(await page.locator("tbody:visible").count()).toBe(1);
    await page.getByLabel("Read-only").check();
    const names = await shownTools(page);
    expect(names).toContain("getVoucher");
    expect(names).not.toContain("PostCreatevoucher");
    const link = page.locator("#part-address");
    expect(await link.textContent()).toBe(`${endpoint.url}mcp/x/vouchers/readonly`);
    await link.click();
    expect(await page.locator("#address").textContent()).toBe(`${endpoint.url}mcp/x/vouchers/readonly`);
    expect(await shownTools(page)).toEqual(names);
    await page.goto(endpoint.url);
    await page.getByLabel("Toolset").selectOption("orders");
    expect(await page.locator("tbody:visible").count()).toBeGreaterThan(1);
  });

  test("on the page of the safe part, names the address of a toolset in that part", async () => {
    const { page } = await open("mcp/safe");
    expect(await shownTools(page)).toContain("PostCreatevoucher");
    expect(await shownTools(page)).not.toContain("updateVoucher");
    expect(await page.getByLabel("Read-only").count()).toBe(0);
    await page.getByLabel("Toolset").selectOption("vouchers");
    const names = await shownTools(page);
    const link = page.locator("#part-address");
    expect(await link.textContent()).toBe(`${endpoint.url}mcp/x/vouchers/safe`);
    await link.click();
    expect(await page.locator("#address").textContent()).toBe(`${endpoint.url}mcp/x/vouchers/safe`);
    expect(await shownTools(page)).toEqual(names);
  });

  test("keeps the choices for the next visit", async () => {
    const { page } = await open("?readonly=1");
    expect(await page.getByLabel("Read-only").isChecked()).toBe(true);
    const reading = await shownTools(page);
    await page.getByLabel("Read-only").uncheck();
    await page.goto(`${endpoint.url}x/orders`);
    await page.goBack();
    expect(await page.getByLabel("Read-only").isChecked()).toBe(false);
    expect((await shownTools(page)).length).toBeGreaterThan(reading.length);
  });

  test.each([
    [FULL_KEY, "This key works.", "It has full access"],
    [READ_KEY, "This key works.", "It has read access"],
    ["100001-WRONGKEYWRONG", "Digistore24 does not accept this key.", "Compare it with"],
    ["two words", "This is not an API key.", "without spaces"],
  ])("checks the key %s without leaving the page", async (key, title, detail) => {
    const { page } = await open("x/orders");
    const verdict = await checkKey(page, key);
    expect(verdict).toContain(title);
    expect(verdict).toContain(detail);
    expect(page.url()).toBe(`${endpoint.url}x/orders`);
    expect(await page.getByRole("button", { name: "Check", exact: true }).isEnabled()).toBe(true);
    expect(await page.content()).not.toContain(key);
  });

  test.each([FULL_KEY, "100001-WRONGKEYWRONG"])("shows the answer about %s where a phone's screen is", async (key) => {
    const { page } = await open("", PHONE);
    await checkKey(page, key);
    const [answer] = await boxesOf(page, ["#verdict"]);
    expect(answer?.top).toBeGreaterThan(0);
    expect((answer?.top ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(SCREEN_PX);
  });

  test("reports that a key cannot be checked because the server is gone", async () => {
    const { page } = await open();
    await page.route("**/check-key", (route) => route.abort());
    await page.getByLabel("Digistore24 API key").fill(FULL_KEY);
    await page.getByLabel("Digistore24 API key").press("Enter");
    await page.getByText("This server did not answer.").waitFor();
  });

  test("works without JavaScript", async () => {
    const { page, complaints } = await open("", { ...PHONE, javaScriptEnabled: false });
    expect(await page.getByRole("button", { name: /^Copy/ }).count()).toBe(0);
    await page.getByRole("searchbox", { name: "Search" }).fill("list");
    await page.getByLabel("Toolset").selectOption("orders");
    await page.getByLabel("Read-only").check();
    await page.getByRole("button", { name: "Show" }).click();
    expect(page.url()).toBe(`${endpoint.url}?q=list&toolset=orders&readonly=1#tools`);
    expect(await shownTools(page)).toContain("listPurchases");
    expect(await shownTools(page)).not.toContain("listProducts");
    expect(await checkKey(page, "100001-WRONGKEYWRONG")).toContain("Digistore24 does not accept this key.");
    expect(page.url()).toBe(`${endpoint.url}check-key#key`);
    expect(await page.getByLabel("Digistore24 API key").inputValue()).toBe("");
    expect(await checkKey(page, FULL_KEY)).toContain("This key works.");
    expect(complaints).toEqual([]);
  });

  test("can be used with the keyboard alone", async () => {
    const { page } = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.textContent")).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.textContent")).toBe("Digistore24's instructions");
    expect(await page.evaluate<string>("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  });

  test("shows no tool until its toolset is opened or something is searched for", async () => {
    const { page } = await open();
    expect(await visibleTools(page)).toEqual([]);
    await page.locator("[data-toolset=vouchers] summary").click();
    const opened = await visibleTools(page);
    expect(opened).toContain("PostCreatevoucher");
    await page.getByLabel("Read-only").check();
    expect((await visibleTools(page)).length).toBeLessThan(opened.length);
    await page.getByLabel("Read-only").uncheck();
    expect(await visibleTools(page)).toEqual(opened);
    await page.getByRole("searchbox", { name: "Search" }).fill("refund");
    expect(await visibleTools(page)).toEqual(await shownTools(page));
    await page.getByRole("searchbox", { name: "Search" }).fill("");
    expect(await visibleTools(page)).toEqual([]);
  });

  test("is German for a browser that prefers German, with what its script says", async () => {
    const { page } = await open("", {
      ...DESKTOP,
      locale: "de-AT",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.getByRole("button", { name: /^Adresse kopieren/ }).click();
    await page
      .getByRole("button", { name: /^Adresse kopieren/ })
      .filter({ hasText: "Kopiert" })
      .waitFor();
    await page.getByLabel("Suche").fill("voucher");
    expect(await count(page)).toMatch(/^\d+ von \d+ Werkzeugen$/);
    await page.getByLabel("Suche").fill("");
    expect(await count(page)).toMatch(/^\d+ Werkzeuge, \d+ davon ändern etwas$/);
    await page.getByLabel("Ihr API-Schlüssel").fill("„100001-WRONGKEYWRONG“");
    await page.getByRole("button", { name: "Prüfen" }).click();
    await page.getByText("Antwort von Digistore24: „Der API-Schlüssel ist ungültig.“").waitFor();
  });

  test("leaves no part of a wide screen empty", async () => {
    const { page } = await open();
    const boxes = await boxesOf(page, ["#get", "#key", "#connect", "#questions", "#tools"]);
    const [get, key, connect, questions, tools] = boxes;
    expect([get?.top, get?.height]).toEqual([key?.top, key?.height]);
    for (const box of [connect, questions, tools]) {
      expect([box?.left, box?.right]).toEqual([get?.left, key?.right]);
    }
  });

  test("gives instructions the whole width of a phone", async () => {
    const { page } = await open("", PHONE);
    await page.locator("details[name=client] summary").first().click();
    const guide = "details[name=client][open] .guide";
    const [whole, sentence] = await boxesOf(page, [guide, `${guide} > p`]);
    expect((sentence?.right ?? 0) - (sentence?.left ?? 0)).toBeGreaterThan(280);
    expect(whole?.right).toBeLessThanOrEqual(390);
  });

  describe.each(["en", "de"])("in %s", (locale) => {
    test.each(WIDTHS)("fits %s pixels, and is kept as a picture", async (width, options) => {
      const { page } = await open("", { ...options, locale });
      const path = await keepScreenshot(page, `page-${locale}-${width}`);
      expect(statSync(path).size).toBeGreaterThan(10_000);
      expect(await page.evaluate("document.documentElement.lang")).toBe(locale);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(Number(width));
    });

    test.each([
      { what: "for keys alone", env: {} },
      { what: "with the sign-in of web agents", env: { PUBLIC_URL: "https://mcp.example.com", OAUTH_SECRETS: SECRET } },
    ])("is at most four screens of a phone high, $what", async ({ env }) => {
      const other = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl, ...env });
      const { page } = watchPage(await (await browser.newContext({ ...PHONE, locale })).newPage());
      await page.goto(other.url);
      const height = await page.evaluate<number>("document.documentElement.scrollHeight");
      await other.close();
      expect(height).toBeLessThanOrEqual(MAX_SCREENS * SCREEN_PX);
    });

    test("has no axe violation with everything open, or where nothing is served", async () => {
      const { page } = await open("?toolset=orders", { ...PHONE, locale, bypassCSP: true });
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
      await expectNoViolation(page);
      for (const path of ["nothing", "x/nothing"]) {
        await page.goto(endpoint.url + path);
        expect(await page.locator("h1").textContent()).toMatch(/does not exist|gibt es nicht/);
        await expectNoViolation(page);
      }
    });
  });

  describe.each(SCHEMES)("in %s colours", (colorScheme) => {
    test.each(WIDTHS)("has its colours at %s pixels", async (_, options) => {
      const { page } = await open("", { ...options, colorScheme });
      const ground = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      const [red = 0] = (ground.match(/\d+/g) ?? []).map(Number);
      expect(red > 128).toBe(colorScheme === "light");
    });

    test.each([
      ["a phone", PHONE, FULL_KEY],
      ["a desktop", DESKTOP, "100001-WRONGKEYWRONG"],
    ])("has no axe violation on %s", async (_, options, key) => {
      const { page } = await open("?toolset=orders", { ...options, colorScheme, bypassCSP: true });
      await checkKey(page, key);
      await expectNoViolation(page);
    });
  });
});
