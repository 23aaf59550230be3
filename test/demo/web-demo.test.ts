import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startWebDemo, type WebDemo } from "../../src/demo/web-demo.ts";
import { Browser, decideAtDigistore24, targetOf } from "../support/oauth.ts";
import { FULL_KEY, READ_KEY } from "../support/sandbox.ts";

const SEALED_OR_KEY = /eyJ|\b\d{6}-\w{8,}/;

let demo: WebDemo;
const lines: string[] = [];

beforeAll(async () => {
  demo = await startWebDemo((line) => lines.push(line));
});
afterAll(() => demo.close());
beforeEach(() => {
  lines.length = 0;
});

/** The person's part, up to the text of the page that the agent answers with. */
async function decide(address: string, fields: Record<string, string>, atDigistore24?: "agree" | "refuse") {
  const browser = new Browser(new URL(demo.resource).origin);
  const page = await (await browser.open(address)).text();
  const sent = await browser.send(page, fields);
  if (sent.status !== 200) {
    return sent.text();
  }
  const away = targetOf(sent);
  const target = atDigistore24
    ? targetOf(await browser.open((await decideAtDigistore24(away, atDigistore24)).href))
    : away;
  return textOf(await fetch(target));
}

/** The words of a page's main part. */
async function textOf(answer: Response): Promise<string> {
  const [, main = ""] = /<main>([\s\S]*)<\/main>/.exec(await answer.text()) ?? [];
  return main
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const newAddress = async () => targetOf(await fetch(demo.agentUrl, { redirect: "manual" })).href;
const requests = () => lines.flatMap((line) => /^ {2}\w+ +((?:GET|POST) \S+ (?:\d{3}|…)) {2,}\S/.exec(line)?.[1] ?? []);

describe("the demo of a web agent", () => {
  test("begins with a visit, and prints each request of a connection by Digistore24's page", async () => {
    const text = await decide(await newAddress(), { decision: "digistore24", access: "read" }, "agree");

    expect(text).toMatch(/^The agent is connected The terminal/);
    expect(requests()).toEqual([
      "POST /mcp 401",
      "GET /.well-known/oauth-protected-resource/mcp 200",
      "GET /.well-known/oauth-authorization-server 200",
      "POST /register 201",
      "GET /authorize 200",
      "POST /api/call/requestApiKey 200",
      "POST /authorize 200",
      "POST /consent/:token 303",
      "GET /authorize/return/:proof 302",
      "GET /callback …",
      "POST /api/call/retrieveApiKey 200",
      "POST /token 200",
      "POST /api/call/getUserInfo 200",
      "POST /mcp 200",
      "POST /mcp 200",
      "POST /api/call/getUserInfo 200",
      "POST /mcp 200",
      "POST /api/call/listProducts 200",
      "POST /mcp 200",
    ]);
    const output = lines.join("\n");
    expect(output).toContain("the person allows it to read and goes on to Digistore24");
    expect(output).toContain("=> The agent has a token with the scopes “read offline_access”, for 30 days.");
    expect(output).toMatch(/=> It may use \d+ tools\./);
    expect(output).toMatch(
      /-> GetGetuserinfo \{\}\n[^\n]+\n[^\n]+\n {2}<- \{"user_id":100001,"user_name":"musterhaus"/,
    );
    expect(output).not.toMatch(SEALED_OR_KEY);
  });

  test.each([
    ["read", READ_KEY, "to read with a pasted key", "read offline_access"],
    ["money", FULL_KEY, "to read, change and move money with a pasted key", "read write offline_access"],
  ])("shows a pasted key's access to %s, and never the key", async (access, key, choice, scopes) => {
    const text = await decide(await newAddress(), { decision: "key", access, api_key: key });

    expect(text).toMatch(/^The agent is connected The terminal/);
    const output = lines.join("\n");
    expect(output).toContain(`the person allows it ${choice}`);
    expect(output).toContain(`with the scopes “${scopes}”`);
    expect(output).not.toMatch(SEALED_OR_KEY);
  });

  test.each([
    ["a cancelled page", { decision: "cancel" }, undefined, "the person cancels"],
    ["a refusal at Digistore24", { decision: "digistore24", access: "money" }, "refuse", "the person refuses"],
  ] as const)("shows %s", async (_, fields, atDigistore24, words) => {
    const text = await decide(await newAddress(), fields, atDigistore24);

    expect(text).toMatch(/^The agent got no access The terminal/);
    expect(lines.join("\n")).toContain(words);
    expect(lines.at(-1)).toBe("=> The agent gets no access: The person did not agree.\n");
  });

  test("shows a key that is not taken", async () => {
    await decide(await newAddress(), { decision: "key", access: "read", api_key: "100001-NOTAKEYOFTHESANDBOX" });

    expect(requests()).toContain("POST /authorize 422");
    const output = lines.join("\n");
    expect(output).toContain("this key is not taken; the person is asked again");
    expect(output).not.toMatch(SEALED_OR_KEY);
  });

  test("takes an address as often as it is opened, also after a cancelled page", async () => {
    const address = await newAddress();
    const fields = { decision: "key", access: "change", api_key: FULL_KEY };
    expect(await decide(address, fields)).toMatch(/^The agent is connected The terminal/);
    expect(await decide(address, { decision: "cancel" })).toMatch(/^The agent got no access The terminal/);
    expect(await decide(address, fields)).toMatch(/^The agent is connected The terminal/);
  });

  test("says after a reload that the step is done, how it ended and where to begin again", async () => {
    const browser = new Browser(new URL(demo.resource).origin);
    const page = await (await browser.open(await newAddress())).text();
    const target = targetOf(await browser.send(page, { decision: "key", access: "read", api_key: FULL_KEY }));
    const bring = async () => textOf(await fetch(target));
    const [first, meanwhile] = await Promise.all([bring(), bring()]);
    const printed = lines.length;
    const again = "The agent is connected This step is already done, so nothing more happened. Begin again";

    expect([first, meanwhile]).toContain(again);
    expect([first, meanwhile].filter((text) => text !== again)).toHaveLength(1);
    expect(await bring()).toBe(again);
    expect(lines).toHaveLength(printed);
    expect(requests().filter((request) => request.startsWith("POST /token"))).toEqual(["POST /token 200"]);
  });

  test("shows a code that is not taken", async () => {
    const begun = new URL(await newAddress());
    const answer = new URLSearchParams({ code: "forged", iss: begun.origin });
    answer.set("state", begun.searchParams.get("state") ?? "");
    expect(await textOf(await fetch(`${demo.agentUrl}callback?${answer}`))).toMatch(
      /^The connection failed The terminal/,
    );
    expect(requests().at(-1)).toBe("POST /token 400");
    expect(lines.at(-1)).toMatch(/^=> It failed: /);
  });

  test("has no icon, and does not answer a browser's request for one with an error", async () => {
    expect((await fetch(`${demo.agentUrl}favicon.ico`)).status).toBe(204);
  });

  test("takes no answer that it did not ask for", async () => {
    const answer = await fetch(`${demo.agentUrl}callback?code=x&state=y`);
    expect(await textOf(answer)).toMatch(/^The agent did not ask for this /);
    expect(requests()).toEqual([]);
  });

  test.each([
    ["de-AT,de;q=0.9,en;q=0.5", "de", "Danach hat der Agent nicht gefragt", "Noch einmal beginnen"],
    ["en-GB", "en", "The agent did not ask for this", "Begin again"],
  ])(
    "speaks the language of a browser that sends %s, in the look of the other pages",
    async (sent, language, ...texts) => {
      const answer = await fetch(`${demo.agentUrl}callback?state=y`, { headers: { "accept-language": sent } });
      const page = await answer.text();

      expect(answer.headers.get("vary")).toBe("Accept-Language");
      expect(page).toContain(`<html lang="${language}">`);
      expect(texts.filter((text) => !page.includes(text))).toEqual([]);
      const styles = [...page.matchAll(/<link rel="[^"]+" href="([^"]+)"/g)].map(([, path = ""]) => path);
      expect(styles).toHaveLength(3);
      for (const path of styles) {
        expect((await fetch(new URL(path, demo.agentUrl))).status).toBe(200);
      }
    },
  );

  test("names the outcome of its first connection", async () => {
    expect(await demo.firstOutcome).toBe("connected");
  });
});
