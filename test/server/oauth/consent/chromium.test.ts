import Fastify, { type FastifyInstance } from "fastify";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ConsentView } from "../../../../src/server/oauth/consent/consent-view.ts";
import { renderAuthorizeProblem } from "../../../../src/server/oauth/consent/render-authorize-problem.ts";
import { renderConsent } from "../../../../src/server/oauth/consent/render-consent.ts";
import { renderLeaving } from "../../../../src/server/oauth/consent/render-leaving.ts";
import { ASSETS } from "../../../../src/server/page/page-assets.ts";
import { CHROMIUM_PATH, DESKTOP, launchChromium, PHONE, watchPage } from "../../../page/browser.ts";
import { keepScreenshot } from "../../../page/screenshots.ts";
import { VIEW } from "./example-view.ts";

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const KEY = "100001-KEYOFTHETEST";
const LONG = { program: { name: "W".repeat(300) }, returnsTo: `${"a-long-label.".repeat(15)}example` };

let browser: Browser;
let app: FastifyInstance;
let origin: string;
let shown: string;

describe.skipIf(CHROMIUM_PATH === undefined)("in Chromium, the consent step", () => {
  beforeAll(async () => {
    app = Fastify();
    app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_, body, done) =>
      done(null, body),
    );
    app.addHook("onRequest", (_, reply, done) => done(void reply.header("content-security-policy", POLICY)));
    app.get("/authorize", (_, reply) => reply.type("text/html; charset=utf-8").send(shown));
    app.post("/authorize", (_, reply) => reply.code(204).send());
    for (const [name, { type, content }] of Object.entries(ASSETS)) {
      app.get(`/${name}`, (_, reply) => reply.type(type).send(content));
    }
    origin = await app.listen({ host: "127.0.0.1", port: 0 });
    browser = await launchChromium();
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const open = (changes: Partial<ConsentView> = {}) => show(renderConsent({ ...VIEW, ...changes }));

  async function show(html: string, options: BrowserContextOptions = DESKTOP) {
    shown = html;
    const visit = watchPage(await (await browser.newContext(options)).newPage());
    await visit.page.goto(`${origin}/authorize`);
    return visit;
  }

  /** The fields that the form sends when a person does something. */
  async function sentBy(page: Page, act: () => Promise<void>) {
    const [request] = await Promise.all([page.waitForRequest((sent) => sent.method() === "POST"), act()]);
    return Object.fromEntries(new URLSearchParams(request.postData() ?? ""));
  }

  const openKeyPart = (page: Page) => page.getByText("Use an existing key instead").click();
  const keyField = (page: Page) => page.getByLabel("Digistore24 API key");

  test.each([true, false])("sends the key and the choice on Enter (hand-over: %s)", async (handsOver) => {
    const { page, complaints } = await open({ handsOver });
    if (handsOver) {
      await openKeyPart(page);
    }
    await page.getByLabel("Read and change, but move no money").check();
    await keyField(page).fill(KEY);
    const sent = await sentBy(page, () => keyField(page).press("Enter"));
    expect(sent).toEqual({ request: VIEW.sealedRequest, decision: "key", access: "change", api_key: KEY });
    expect(complaints).toEqual([]);
  });

  test.each([
    ["Continue to Digistore24", { decision: "digistore24", access: "read", api_key: "" }],
    ["Cancel", { decision: "cancel", access: "read", api_key: "" }],
  ])("sends no key by “%s”, and needs none", async (name, fields) => {
    const { page } = await open();
    const sent = await sentBy(page, () => page.getByRole("button", { name, exact: true }).click());
    expect(sent).toEqual({ request: VIEW.sealedRequest, ...fields });
  });

  test("sends nothing without a key if a key is to be used", async () => {
    const { page, requests } = await open({ handsOver: false });
    await page.getByRole("button", { name: "Connect with this key" }).click();
    await page.locator("#api-key:focus:invalid").waitFor();
    expect(requests.filter((url) => url === `${origin}/authorize`)).toHaveLength(1);
  });

  test("is used with the keyboard alone, from the choice to the end", async () => {
    const { page } = await open();
    await page.getByLabel("Read only").focus();
    const stops = [];
    for (let stop = 0; stop < 3; stop += 1) {
      await page.keyboard.press("Tab");
      stops.push(await page.locator(":focus").textContent());
    }
    expect(stops).toEqual(["Continue to Digistore24", "Use an existing key instead", "Cancel"]);
  });

  test.each([
    ["asks, with a problem", renderConsent({ ...VIEW, ...LONG, problem: LONG.program.name })],
    ["leads back", renderLeaving({ language: "de", kind: "agreed", program: LONG.program.name, target: "cursor://x" })],
    [
      "shows a problem",
      renderAuthorizeProblem({ language: "de", problem: "other-browser", detail: LONG.returnsTo, status: 400 }),
    ],
  ])("fits a screen of 320 pixels with long names, where it %s", async (_, html) => {
    const { page } = await show(html, { viewport: { width: 320, height: 640 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
  });

  describe.each(["en", "de"] as const)("in %s", (language) => {
    test.each([
      ["asks", renderConsent({ ...VIEW, language })],
      ["leaves", renderLeaving({ language, kind: "agreed", program: "Cursor", target: "cursor://x" })],
      ["problem", renderAuthorizeProblem({ language, problem: "other-browser", detail: "claude.ai", status: 400 })],
    ])("fits a phone and a desktop, and is kept as a picture, where it %s", async (name, html) => {
      for (const options of [PHONE, DESKTOP]) {
        const { page, complaints } = await show(html, options);
        const width = options.viewport?.width;
        await keepScreenshot(page, `oauth-${name}-${language}-${width}`);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
        expect(complaints).toEqual([]);
      }
    });
  });

  test("leads from the problem to the field", async () => {
    const { page } = await open({ problem: "This key is refused." });
    await page.getByRole("link", { name: "Go to the field" }).click();
    expect(await keyField(page).isVisible()).toBe(true);
    expect(new URL(page.url()).hash).toBe("#api-key");
  });
});
