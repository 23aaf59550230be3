import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PRESETS } from "../../../src/server/contract/presets.ts";
import { generatedDefinitions } from "../../../src/server/contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";
import { EXAMPLE_QUESTIONS } from "../../../src/server/page/example-questions.ts";
import { isTitled } from "../../../src/server/page/texts/toolset-titles.ts";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { readPage, textOf } from "../../support/html-page.ts";
import { SECRET } from "../../support/oauth.ts";
import { startRecordingUpstream } from "../../support/recording-upstream.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../support/sandbox.ts";

const DEFINITIONS = [...generatedDefinitions(), ...INSIGHT_TOOLS];
const OAUTH = { PUBLIC_URL: "https://mcp.example.com", OAUTH_SECRETS: SECRET };
/** Names, and words that both languages have. */
const SAME_IN_BOTH =
  /^(digistore24-mcp.*|YOUR_DIGISTORE24_API_KEY|\d[\d.]*|https?:\S+|~?\/\S*|\.\w+.*|[\w-]+\.json|Claude (Desktop|Code)|claude\.ai, ChatGPT|Cursor|VS Code|Windsurf|Codex|ChatGPT|Gemini CLI|MCP Inspector|Affiliates|E-[Tt]ickets|Upgrades|Upsells|System|IPN|Smart [Uu]pgrades)$/;

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;

beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
});
afterAll(async () => {
  await endpoint.close();
  await sandbox.close();
});

async function open(path: string, language: string, at = endpoint) {
  const headers = { accept: "text/html", "accept-language": language };
  const answer = await fetch(new URL(path, at.url), { headers });
  return { status: answer.status, headers: answer.headers, page: readPage(await answer.text()) };
}

async function check(key: string, language: string, at = endpoint): Promise<string> {
  const headers = { accept: "text/html", "accept-language": language, "sec-fetch-site": "same-origin" };
  const body = new URLSearchParams({ api_key: key });
  const answer = await fetch(new URL("check-key", at.url), { method: "POST", headers, body });
  return textOf(readPage(await answer.text()).one("#verdict"));
}

/** What people read, without what is written for agents. */
function textsOf({ all }: ReturnType<typeof readPage>): string[] {
  const elements = all("title, body *").filter(
    (element) =>
      element.querySelector("*") === null && element.closest("pre, tr, .languages, [lang=en]:not(html)") === null,
  );
  const attributes = ["aria-label", "placeholder", "data-all", "data-some", "data-copied", "data-asking"].flatMap(
    (name) => all(`body [${name}]`).map((element) => element.getAttribute(name) ?? ""),
  );
  return [...elements.map(textOf), ...attributes].filter((text) => text !== "");
}

describe("the page", () => {
  test.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de", "Digistore24 für Ihren KI-Agenten"],
    ["fr,en;q=0.5", "en", "Digistore24 for your AI agent"],
  ])("for %s is in %s, and caches may keep both", async (accepted, language, title) => {
    const { page, headers } = await open("/", accepted);
    expect(page.one("html").getAttribute("lang")).toBe(language);
    expect(textOf(page.one("h1"))).toBe(title);
    expect(headers.get("vary")).toContain("Accept-Language");
  });

  test.each(["/", "/x/orders/safe?q=list", "/x/nothing", "/nothing/here"])(
    "at %s has no text in both languages",
    async (path) => {
      const web = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl, ...OAUTH });
      for (const at of [endpoint, web]) {
        const german = textsOf((await open(path, "de", at)).page);
        const english = textsOf((await open(path, "en", at)).page);
        expect(german.filter((text) => english.includes(text) && !SAME_IN_BOTH.test(text))).toEqual([]);
        expect(german).toHaveLength(english.length);
      }
      await web.close();
    },
  );

  test.each(["en", "de"])("numbers three steps and has three questions (%s)", async (language) => {
    const { page } = await open("/", language);
    expect(page.all("ol.stages > li > section").map((section) => section.getAttribute("id"))).toEqual([
      "get",
      "key",
      "connect",
    ]);
    expect(page.all(".questions li")).toHaveLength(3);
    expect(textOf(page.one("#key"))).toMatch(/not affiliated with Digistore24|kein Angebot von Digistore24/);
  });

  test("asks only what the tools of the address can answer", async () => {
    const { page } = await open("/x/vouchers/readonly", "en");
    expect(page.all(".questions li").map(textOf)).toEqual(["Which vouchers expire this month?"]);
    const names = DEFINITIONS.map(({ name }) => name);
    expect(EXAMPLE_QUESTIONS.flatMap(({ tools }) => tools).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("has a title for every toolset and every job", () => {
    const names = [...new Set(DEFINITIONS.map(({ toolset }) => toolset)), ...Object.keys(PRESETS)];
    expect(names.filter((name) => !isTitled(name))).toEqual([]);
  });
});

describe("a language that was chosen by a link", () => {
  const linksOf = (page: ReturnType<typeof readPage>) =>
    page
      .all("[href], [action]")
      .filter((element) => element.closest(".languages, head, footer") === null)
      .map((element) => element.getAttribute("href") ?? element.getAttribute("action") ?? "")
      .filter((link) => link.startsWith("/"));

  test.each(["/?toolset=vouchers", "/x/orders/safe", "/x/nothing", "/nothing/here"])(
    "at %s can be the other one",
    async (path) => {
      const { page } = await open(path, "de");
      const links = page.all(".languages a");
      expect(links.map(textOf)).toEqual(["Deutsch", "English"]);
      expect(links.map((link) => link.getAttribute("aria-current"))).toEqual(["true", null]);
      const other = new URL(links[1]?.getAttribute("href") ?? "", new URL(path, endpoint.url));
      const { page: chosen } = await open(other.href, "de");
      expect(chosen.one("html").getAttribute("lang")).toBe("en");
      expect(other.searchParams.get("toolset")).toBe(path.includes("toolset") ? "vouchers" : null);
    },
  );

  test.each(["/?lang=en", "/x/orders/safe?lang=en&q=list", "/x/nothing?lang=en", "/nothing/here?lang=en"])(
    "at %s is kept by every link of the page",
    async (path) => {
      const { page } = await open(path, "de");
      expect(page.one("html").getAttribute("lang")).toBe("en");
      const links = linksOf(page);
      expect(links.length).toBeGreaterThan(0);
      // The form that finds tools has the language in a field.
      expect(links.filter((link) => !link.includes("?lang=en") && !link.endsWith("#tools"))).toEqual([]);
      expect(page.all("#filter [name=lang]")).toHaveLength(page.all("#filter").length);
    },
  );

  test("is the language of a key's verdict and of its address", async () => {
    const headers = { accept: "text/html", "accept-language": "de", "sec-fetch-site": "same-origin" };
    const url = new URL("x/orders/check-key?lang=en", endpoint.url);
    const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams({ api_key: "" }) });
    expect(textOf(readPage(await answer.text()).one("#verdict"))).toContain("The field is empty.");
    const reloaded = await fetch(url, { headers, redirect: "manual" });
    expect(reloaded.headers.get("location")).toBe("/x/orders?lang=en#key");
  });

  test("counts only if it is one of the two", async () => {
    const { page } = await open("/?lang=fr", "de");
    expect(page.one("html").getAttribute("lang")).toBe("de");
    expect(linksOf(page).filter((link) => link.includes("lang="))).toEqual([]);
  });
});

describe("a key check", () => {
  test.each([
    ["de", "Antwort von Digistore24: „Der API-Schlüssel ist ungültig.“"],
    ["en", "Digistore24's answer: “The API key is invalid.”"],
  ])("in %s has the API's refusal in the same language, whichever the API writes", async (language, sentence) => {
    for (const message of ["Der API-Schlüssel ist ungültig.", "The API key is invalid."]) {
      const upstream = await startRecordingUpstream(() => null, { result: "error", code: 2, message });
      const other = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl });
      expect(await check("100001-WRONGKEYWRONG", language, other)).toContain(sentence);
      await other.close();
      await upstream.close();
    }
  });

  test("says in German why it failed, and quotes an answer that it does not know as it is", async () => {
    const upstream = await startRecordingUpstream(() => null, { result: "error", code: 11, message: "Oops" });
    const other = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl });
    expect(await check(FULL_KEY, "de", other)).toBe(
      "Der Schlüssel konnte nicht geprüft werden. Digistore24 hat die Anfrage abgelehnt. Antwort von Digistore24 im Wortlaut: „Oops“ Der Schlüssel kann trotzdem gültig sein. Versuchen Sie es später noch einmal.",
    );
    await other.close();
    await upstream.close();
  });

  test.each([
    [FULL_KEY, /^Dieser Schlüssel funktioniert\. .* Rollen: Verkäufer \(Vendor\) und Affiliate\. Er hat Vollzugriff/],
    [`Bearer "${FULL_KEY}"`, /^Dieser Schlüssel funktioniert\./],
    ["YOUR_DIGISTORE24_API_KEY", /^Das ist kein API-Schlüssel\. Das ist ein Platzhalter\./],
    ["$DIGISTORE24_API_KEY", /^Das ist kein API-Schlüssel\. Das ist eine Variable/],
    ["", /^Das Feld ist leer\. Kopieren Sie den ganzen Schlüssel/],
    ["zwei Wörter", /^Das ist kein API-Schlüssel\. Ein Schlüssel ist ein einziges Wort/],
  ])("of %s is answered in German", async (key, verdict) => {
    expect(await check(key, "de")).toMatch(verdict);
  });
});

describe("an unknown address", () => {
  test.each(["/nothing", "/mcp/nothing/here", "/%zz"])(
    "%s is a page for a browser and JSON for others",
    async (path) => {
      const { status, page } = await open(path, "de");
      expect(status).toBeGreaterThanOrEqual(400);
      expect(textOf(page.one("h1"))).toBe("Diese Adresse gibt es nicht");
      expect(page.all("main a[href='/']")).toHaveLength(1);
      for (const accept of ["application/json", "*/*"]) {
        const answer = await fetch(new URL(path, endpoint.url), { headers: { accept } });
        expect(answer.status).toBe(status);
        expect(JSON.stringify(await answer.json())).toContain("The MCP endpoint is / or /mcp");
      }
    },
  );
});
