import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../../../src/sandbox/wire/keys.ts";
import { captureOutput } from "../../../support/capture-output.ts";
import { readPage, textOf } from "../../../support/html-page.ts";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  type OAuthEndpoint,
  startOAuthEndpoint,
  targetOf,
} from "../../../support/oauth.ts";
import { startRecordingUpstream } from "../../../support/recording-upstream.ts";
import { FULL_KEY, READ_KEY } from "../../../support/sandbox.ts";

const WRONG_KEY = "100001-NOSUCHKEYATDIGISTORE24";
const log = captureOutput();
let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint({
    env: { TRUSTED_PROXIES: "127.0.0.1" },
    app: { logger: { level: "trace", stream: log.stdout } },
  });
});

beforeEach(() => endpoint.sandbox.setFaults([]));

afterAll(() => endpoint.close());

interface Entry {
  readonly key: string;
  readonly access?: string;
  readonly language?: string;
  readonly address?: string;
}

/** A person pastes a key on a page of their own. */
async function paste(origin: string, { key, access = "read", language = "en", address }: Entry) {
  const browser = new Browser(origin);
  const authorization = await authorizationUrl(origin);
  const page = await (await browser.open(authorization.url)).text();
  const headers = { "accept-language": language, ...(address !== undefined && { "x-forwarded-for": address }) };
  const answer = await browser.send(page, { decision: "key", access, api_key: key }, headers);
  return { browser, authorization, answer, status: answer.status, html: await answer.text() };
}

describe("a key that cannot read the shop", () => {
  test.each([
    ["for developers", SANDBOX_KEYS.developer],
    ["for deliveries", SANDBOX_KEYS.shipping],
  ])("%s is refused, whatever the choice", async (_, key) => {
    for (const access of ["read", "change"]) {
      const { status, html } = await paste(endpoint.origin, { key, access });

      expect(status).toBe(422);
      expect(html).toContain("This key is for developers or shipping service providers only");
    }
  });
});

describe("a pasted key", () => {
  test.each([
    { what: "with full access", key: FULL_KEY, access: "read", scope: "read offline_access" },
    { what: "with full access", key: FULL_KEY, access: "change", scope: "read write offline_access" },
    { what: "with full access", key: FULL_KEY, access: "money", scope: "read write offline_access" },
    { what: "with blanks around it", key: `  ${FULL_KEY}\n`, access: "change", scope: "read write offline_access" },
    { what: "for reading", key: READ_KEY, access: "read", scope: "read offline_access" },
    { what: "after Bearer, in quotes", key: `"Bearer ${READ_KEY}"`, access: "read", scope: "read offline_access" },
  ])("$what connects with the choice $access", async ({ key, access, scope }) => {
    const { authorization, answer, status, html } = await paste(endpoint.origin, { key, access });

    expect(status).toBe(200);
    expect(html).not.toContain(key.trim());
    const code = targetOf(answer).searchParams.get("code") ?? "";
    const { body } = await askToken(endpoint.origin, codeRequest(authorization, code));
    expect(body["scope"]).toBe(scope);
    expect(log.stdout.text()).not.toContain(key.trim());
  });

  test.each([
    {
      what: "that only reads",
      key: READ_KEY,
      access: "change",
      says: /read access only.*“Read only” and enter the key again/,
    },
    {
      what: "that only reads",
      key: READ_KEY,
      access: "money",
      says: /read access only.*“Read only” and enter the key again/,
    },
    { what: "that is wrong", key: WRONG_KEY, says: /does not accept this key.*Digistore24's answer: “/ },
    {
      what: "of a developer",
      key: "100001-SANDBOXDEVELOPER",
      says: /read access only|is for developers/,
      access: "change",
    },
    { what: "that is a placeholder", key: "YOUR_API_KEY", says: /not an API key.*It is a placeholder/ },
    { what: "with a variable", key: "{{DIGISTORE24_API_KEY}}", says: /not an API key.*It is a variable/ },
    { what: "in two words", key: "100001-SANDBOX FULLACCESS", says: /not an API key/ },
    { what: "that is empty", key: "", says: /^Enter an API key\./ },
    { what: "of blanks", key: "   ", says: /^Enter an API key\./ },
    { what: "that is too long", key: "1".repeat(201), says: /not an API key/ },
  ])("$what is asked for again", async ({ key, access = "read", says }) => {
    const { browser, status, html } = await paste(endpoint.origin, { key, access });
    const page = readPage(html);

    expect(status).toBe(422);
    expect(textOf(page.one("#api-key-error"))).toMatch(says);
    expect(page.one("input[name=access][checked]").getAttribute("value")).toBe(access);
    expect(page.one("#api-key").getAttribute("value")).toBe(null);
    expect(key.trim() === "" || !html.includes(key)).toBe(true);
    const again = await browser.send(html, { decision: "key", access: "read", api_key: FULL_KEY });
    expect(targetOf(again).searchParams.get("code")).not.toBe(null);
  });

  test("that is wrong leaves a line for the operator, without the key", async () => {
    await paste(endpoint.origin, { key: WRONG_KEY, address: "192.0.2.77" });
    const line = { address: "192.0.2.77", count: 1, reasons: ["wrong_key"], msg: "requests refused" };

    await expect
      .poll(() =>
        log.stdout
          .text()
          .split("\n")
          .filter(Boolean)
          .map((text) => JSON.parse(text)),
      )
      .toContainEqual(expect.objectContaining(line));
    expect(log.stdout.text()).not.toContain(WRONG_KEY);
  });

  test("is explained in German to a person who reads German", async () => {
    const { html } = await paste(endpoint.origin, { key: READ_KEY, access: "change", language: "de-AT" });

    expect(textOf(readPage(html).one("#api-key-error"))).toMatch(/darf nur lesen.*noch einmal ein/);
  });

  test.each([
    ["de", "Antwort von Digistore24: „Der API-Schlüssel ist ungültig.“"],
    ["en", "Digistore24's answer: “The API key is invalid.”"],
  ])("has the API's refusal in the language of the page (%s), whichever the API writes", async (language, sentence) => {
    for (const message of ["Der API-Schlüssel ist ungültig.", "The API key is invalid."]) {
      const digistore24 = await startRecordingUpstream(() => null, { result: "error", code: 2, message });
      const env = { DIGISTORE24_API_URL: digistore24.apiUrl };
      const other = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env });
      const { html } = await paste(other.origin, { key: WRONG_KEY, language });
      await other.close();
      await digistore24.close();

      expect(textOf(readPage(html).one("#api-key-error"))).toContain(sentence);
    }
  });

  test.each(["bad-gateway", "reset-before"])("is asked for again after %s", async (kind) => {
    await endpoint.sandbox.setFaults([{ kind }]);
    const { status, html } = await paste(endpoint.origin, { key: FULL_KEY });

    expect(status).toBe(422);
    expect(textOf(readPage(html).one("#api-key-error"))).toMatch(/could not be checked/);
    expect(html).not.toContain(FULL_KEY);
  });

  test("does not stay in the page if Digistore24 repeats it", async () => {
    const key = "secret:of/a-shape?nobody-knows";
    const refusal = { result: "error", code: 2, message: `The key ${key} is unknown` };
    const digistore24 = await startRecordingUpstream(() => null, refusal);
    const env = { DIGISTORE24_API_URL: digistore24.apiUrl };
    const other = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env });
    const { html } = await paste(other.origin, { key });
    await other.close();
    await digistore24.close();

    expect(textOf(readPage(html).one("#api-key-error"))).toContain("The key [API key] is unknown");
  });
});

test("a form that was filled in late is good for as long as the page that asked again", async () => {
  const { answer } = await paste(endpoint.origin, { key: WRONG_KEY });

  expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining("Max-Age=900")]);
});

test("keys are counted by the address of the person who tries them", async () => {
  const env = { RATE_LIMIT_PER_ADDRESS: "2", TRUSTED_PROXIES: "127.0.0.1" };
  const other = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env });
  const tries: { status: number; retryAfter: string | null }[] = [];
  for (const address of ["203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.8"]) {
    const { answer, status } = await paste(other.origin, { key: WRONG_KEY, address });
    tries.push({ status, retryAfter: answer.headers.get("retry-after") });
  }
  await other.close();

  const again = { status: 422, retryAfter: null };
  expect(tries).toEqual([again, again, { status: 429, retryAfter: expect.stringMatching(/^\d+$/) }, again]);
});
