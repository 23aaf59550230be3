import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import Fastify, { type FastifyInstance } from "fastify";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM_PATH, launchChromium, watchPage } from "../../page/browser.ts";
import {
  type Authorization,
  askToken,
  authorizationUrl,
  codeRequest,
  type OAuthEndpoint,
  register,
  send,
  startOAuthEndpoint,
} from "../../support/oauth.ts";
import { FULL_KEY, READ_KEY, type RunningSandbox, startSandbox } from "../../support/sandbox.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WRONG_KEY = "100001-WRONGKEYOFTHETEST";
const CURSOR = "cursor://anysphere.cursor-mcp/oauth/callback";

let browser: Browser;
let sandbox: RunningSandbox;
let endpoint: OAuthEndpoint;
/** The programs that people come back to. */
let programs: FastifyInstance;
let programsOrigin: string;

/** Digistore24 and the programs are other sites than the endpoint, which decides about cookies. */
const elsewhere = (url: string) => url.replace("127.0.0.1", "localhost");

describe.skipIf(CHROMIUM_PATH === undefined)("in Chromium, a person", () => {
  beforeAll(async () => {
    programs = Fastify({ forceCloseConnections: true });
    programs.get("/:program", (_, reply) => reply.type("text/html").send("<!doctype html><title>Back</title>Back."));
    programsOrigin = elsewhere(await programs.listen({ host: "127.0.0.1", port: 0 }));
    sandbox = await startSandbox({ acceptsLoopback: true });
    const env = { DIGISTORE24_API_URL: elsewhere(sandbox.apiUrl) };
    [endpoint, browser] = await Promise.all([startOAuthEndpoint({ sandbox, env }), launchChromium()]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await endpoint.close();
    await sandbox.close();
    await programs.close();
  });

  interface Request extends Authorization {
    readonly redirect: string;
    readonly program: string;
  }

  /** A registered program's request. */
  async function ask(program = "Bookkeeper", redirect = `${programsOrigin}/${program}`): Promise<Request> {
    const { body } = await register(endpoint.origin, { redirect_uris: [redirect], client_name: program });
    const parameters = { client_id: String(body["client_id"]), redirect_uri: redirect, state: `of ${program}` };
    return { ...(await authorizationUrl(endpoint.origin, parameters)), redirect, program };
  }

  async function open({ url }: Request, context?: BrowserContext) {
    const visit = watchPage(await (context ?? (await newContext())).newPage());
    await visit.page.goto(url);
    return visit;
  }

  const newContext = (options: BrowserContextOptions = {}) => browser.newContext({ locale: "en-US", ...options });
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

  async function paste(page: Page, key: string, access = "Read only") {
    await page.getByLabel(access, { exact: true }).check();
    const field = page.getByLabel("Digistore24 API key");
    if (!(await field.isVisible())) {
      await page.getByText("Use an existing key instead").click();
    }
    await field.fill(key);
    await press(page, "Connect with this key");
  }

  async function decide(page: Page, decision: "agree" | "refuse") {
    await page.waitForURL(/\/consent\//);
    await page.locator(`button[value=${decision}]`).click();
  }

  /** The answer that reaches the program. */
  async function answerOf(page: Page, { redirect, program }: Request) {
    await page.waitForURL((url) => url.href.startsWith(redirect));
    const { searchParams } = new URL(page.url());
    expect(searchParams.getAll("iss")).toEqual([endpoint.origin]);
    expect(searchParams.get("state")).toBe(`of ${program}`);
    return searchParams;
  }

  /** Takes the tokens with the code and uses them. */
  async function use(request: Request, answer: URLSearchParams) {
    const { redirect } = request;
    const given = { ...codeRequest(request, answer.get("code") ?? ""), redirect_uri: redirect };
    const { body } = await askToken(endpoint.origin, given);
    const params = { name: "GetGetuserinfo", arguments: {} };
    const called = await send(`${endpoint.origin}/mcp`, String(body["access_token"]), "tools/call", params);
    expect(called).toMatchObject({ status: 200, text: expect.stringContaining("musterhaus") });
    return body["scope"];
  }

  test("agrees at Digistore24 without JavaScript, and comes back with a code", async () => {
    const request = await ask();
    const context = await newContext({ javaScriptEnabled: false });
    const { page, complaints } = await open(request, context);
    expect(await context.cookies()).toMatchObject([
      { name: expect.stringMatching(/^__Host-/), secure: true, httpOnly: true, sameSite: "Lax", path: "/" },
    ]);
    await press(page, "Continue to Digistore24");
    await decide(page, "agree");
    expect(await use(request, await answerOf(page, request))).toBe("read offline_access");
    const kept = (await context.cookies()).map(({ value }) => value.length);
    expect(Math.max(...kept), "the hand-over is gone").toBeLessThan(50);
    expect(complaints).toEqual([]);
  });

  test("pastes a wrong key without JavaScript, then one that only reads, then the right one", async () => {
    const request = await ask();
    const { page, complaints } = await open(request, await newContext({ javaScriptEnabled: false }));
    const access = "Read, change and move money";
    await paste(page, WRONG_KEY, access);
    expect(await page.getByRole("alert").textContent()).toContain("Digistore24");
    await paste(page, READ_KEY, access);
    expect(await page.getByLabel(access, { exact: true }).isChecked()).toBe(true);
    await paste(page, FULL_KEY, access);
    expect(await use(request, await answerOf(page, request))).toBe("read write offline_access");
    const refused = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)";
    expect(complaints).toEqual([refused, refused]);
  });

  test("refuses at Digistore24, begins again and cancels", async () => {
    const request = await ask();
    const { page, complaints } = await open(request);
    await press(page, "Continue to Digistore24");
    await decide(page, "refuse");
    const refused = await answerOf(page, request);
    await page.goto(request.url);
    await press(page, "Cancel");
    for (const answer of [refused, await answerOf(page, request)]) {
      expect([answer.get("error"), answer.has("code")]).toEqual(["access_denied", false]);
    }
    expect(complaints).toEqual([]);
  });

  test("reads German in a German browser, to the end", async () => {
    const request = await ask("Buchhalter");
    const { page, complaints } = await open(request, await newContext({ locale: "de-AT" }));
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    await page.getByLabel("Lesen und ändern, aber kein Geld bewegen").check();
    await press(page, "Weiter zu Digistore24");
    await decide(page, "agree");
    expect(await use(request, await answerOf(page, request))).toBe("read write offline_access");
    expect(complaints).toEqual([]);
  });

  test("finds the link to a program that its own scheme opens", async () => {
    const request = await ask("Cursor", CURSOR);
    const { page, complaints } = await open(request);
    await paste(page, FULL_KEY);
    const link = page.getByRole("link", { name: "Continue to Cursor" });
    const target = new URL((await link.getAttribute("href")) ?? "");
    expect(target.href.startsWith(`${CURSOR}?code=`)).toBe(true);
    await link.click();
    expect(page.url()).toBe(`${endpoint.origin}/authorize`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Access allowed");
    expect(await use(request, target.searchParams)).toBe("read offline_access");
    expect(complaints).toEqual([]);
  });

  test("goes back after agreeing with a key, and can agree once more", async () => {
    const request = await ask();
    const { page, complaints } = await open(request);
    await paste(page, FULL_KEY);
    const first = await answerOf(page, request);
    await page.goBack();
    expect(page.url()).toBe(request.url);
    await paste(page, FULL_KEY);
    const second = await answerOf(page, request);
    expect(second.get("code")).not.toBe(first.get("code"));
    await use(request, second);
    expect(complaints).toEqual([]);
  });

  test("goes back after agreeing at Digistore24, and can agree once more", async () => {
    const request = await ask();
    const { page, complaints } = await open(request);
    await press(page, "Continue to Digistore24");
    await decide(page, "agree");
    await use(request, await answerOf(page, request));
    await page.goBack();
    expect(await page.locator("main").textContent()).toMatch(/agreed|zugestimmt/);
    await page.goBack();
    expect(page.url()).toBe(request.url);
    await press(page, "Continue to Digistore24");
    await decide(page, "agree");
    await use(request, await answerOf(page, request));
    expect(complaints).toEqual([]);
  });

  test("connects two programs in two tabs at once", async () => {
    const context = await newContext();
    const requests = await Promise.all([ask("Bookkeeper"), ask("Newsletter")]);
    const visits = await Promise.all(requests.map((request) => open(request, context)));
    const pages = visits.map(({ page }) => page);
    await Promise.all(pages.map((page) => press(page, "Continue to Digistore24")));
    for (const [index, request] of [...requests.entries()].reverse()) {
      const page = pages[index] as Page;
      await decide(page, "agree");
      await use(request, await answerOf(page, request));
    }
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  test("is still in the window that the program's page has opened", async () => {
    const request = await ask();
    const context = await newContext();
    const opener = await context.newPage();
    await opener.goto(`${programsOrigin}/opener`);
    const [page] = await Promise.all([
      context.waitForEvent("page"),
      opener.evaluate(`globalThis.opened = open(${JSON.stringify(request.url)}, "_blank", "popup"), undefined`),
    ]);
    await press(page, "Continue to Digistore24");
    expect(await opener.evaluate("opened.closed")).toBe(false);
    await decide(page, "agree");
    await answerOf(page, request);
    expect(await page.evaluate("opener !== null")).toBe(true);
  });

  test("has no serious axe violation in the way, in light and in dark", async () => {
    // The page's policy would block the axe script.
    const { page } = await open(await ask(), await newContext({ bypassCSP: true }));
    await paste(page, WRONG_KEY);
    await page.getByRole("alert").waitFor();
    await page.evaluate(AXE);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => [colorScheme, id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain("color-contrast");
    }
  });
});
