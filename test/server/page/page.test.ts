import { request } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../../src/sandbox/wire/keys.ts";
import type { AppOptions } from "../../../src/server/start/app.ts";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { isShown, readPage, textOf } from "../../support/html-page.ts";
import { SECRET } from "../../support/oauth.ts";
import { SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import { FULL_KEY, READ_KEY, type RunningSandbox, startSandbox } from "../../support/sandbox.ts";

const WRONG_KEY = "100001-WRONGKEYWRONG";
const OWNER = "It belongs to the account musterhaus (number 100001). Roles: seller (vendor) and affiliate.";
const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint | undefined;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});
afterAll(() => sandbox.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly env?: Record<string, string>;
  readonly options?: Omit<AppOptions, "config">;
}

/** One request over a real connection, with headers that `fetch` would not allow. */
async function ask(
  path: string,
  { method = "GET", headers = HTML, body, env = {}, options }: Asked = {},
): Promise<Answer> {
  endpoint ??= await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl, ...env }, options);
  const { hostname, port } = new URL(endpoint.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The request of a browser that submits the page's form without its script. */
function submitKey(key: string, { headers = {}, ...asked }: Asked & { path?: string } = {}): Promise<Answer> {
  return ask(asked.path ?? "/check-key", {
    ...asked,
    method: "POST",
    headers: {
      ...HTML,
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "same-origin",
      ...headers,
    },
    body: new URLSearchParams({ api_key: key }).toString(),
  });
}

/** Names of the tools that are not hidden. */
function shownTools(html: string): string[] {
  const rows = readPage(html).all("tr[role=row][data-access]").filter(isShown);
  return rows.map((row) => row.querySelector("code")?.textContent ?? "");
}

const verdictIn = (html: string) => textOf(readPage(html).one("#verdict[role=status]"));
const countIn = (html: string) => textOf(readPage(html).one("#count[role=status]"));
const addressIn = (html: string) => readPage(html).one("code#address").textContent;

/** Inline scripts, styles and handlers, which a policy without exceptions would not run. */
function inlineCodeIn(html: string): string[] {
  const { all } = readPage(html);
  const handlers = all("*").flatMap(({ attributes }) => [...attributes].map(({ name }) => name));
  const elements = all("style, script:not([src]), [style]").map((element) => textOf(element));
  return [...elements, ...handlers.filter((name) => name.startsWith("on"))];
}

describe("the page", () => {
  test.each(["/", "/mcp"])("is served to a browser at %s, with that address", async (path) => {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(addressIn(body)).toBe(`${endpoint?.url}${path.slice(1)}`);
    expect(readPage(body).one("#address").getAttribute("aria-labelledby")).toBe("address-label");
    const changing = readPage(body).all("tr[data-access=write]").length;
    expect(countIn(body)).toBe(`${SERVED_TOOL_COUNT} tools, ${changing} of them change something`);
    expect(shownTools(body)).toHaveLength(SERVED_TOOL_COUNT);
  });

  test.each(["*/*", "application/json", "text/event-stream", undefined])(
    "is not shown to a client that accepts %s",
    async (accept) => {
      const { status, headers, body } = await ask("/", { headers: accept === undefined ? {} : { accept } });
      expect(status).toBe(405);
      expect(headers["allow"]).toBe("POST");
      expect(JSON.parse(body).error.message).toContain("send JSON-RPC by POST");
    },
  );

  test("is not shown for DELETE", async () => {
    expect((await ask("/", { method: "DELETE" })).status).toBe(405);
  });

  test("allows no content from elsewhere and no frames, and is not cached", async () => {
    const { headers } = await ask("/");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; /);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["vary"]).toBe("Accept, Accept-Language, Origin");
  });

  test("loads style, script and icon from this server, which may be cached", async () => {
    const { body } = await ask("/");
    const sources = readPage(body).all("[src], link[href]");
    const paths = sources.map((element) => element.getAttribute("src") ?? element.getAttribute("href") ?? "");
    expect(paths).toHaveLength(4);
    for (const path of paths) {
      const { status, headers } = await ask(path, { headers: { accept: "*/*" } });
      expect([path, status]).toEqual([path, 200]);
      expect(headers["cache-control"]).toContain("immutable");
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
    expect(inlineCodeIn(body)).toEqual([]);
  });

  test("serves the style of the consent step in the same way", async () => {
    const { status, headers, body } = await ask("/consent.css", { headers: { accept: "text/css" } });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/css; charset=utf-8");
    expect(headers["cache-control"]).toContain("immutable");
    expect(body).toContain(".step");
  });

  test("gives snippets and install links with a placeholder for the key", async () => {
    const { body } = await ask("/mcp");
    const page = readPage(body);
    expect(page.text().split("Bearer YOUR_DIGISTORE24_API_KEY")).toHaveLength(9 + 1);
    const cursor = new URL(page.one("a[href^='cursor:']").getAttribute("href") ?? "");
    const url = `${endpoint?.url}mcp`;
    const config = Buffer.from(cursor.searchParams.get("config") ?? "", "base64").toString();
    expect(cursor.searchParams.get("name")).toBe("digistore24");
    expect(JSON.parse(config)).toEqual({
      type: "http",
      url,
      headers: { Authorization: "Bearer YOUR_DIGISTORE24_API_KEY" },
    });
    const vscode = page.one("a[href^='vscode:mcp/install?']").getAttribute("href") ?? "";
    const server = JSON.parse(decodeURIComponent(vscode.slice(vscode.indexOf("?") + 1)));
    expect(server).toMatchObject({ name: "digistore24", type: "http", url });
    expect(server.headers.Authorization).toBe(`Bearer \${input:${server.inputs[0].id}}`);
    expect(server.inputs[0].password).toBe(true);
  });

  test("names no folder of this machine", async () => {
    const home = "/home/somebody-here";
    const before = process.env["HOME"];
    process.env["HOME"] = home;
    const { body } = await ask("/").finally(() => {
      process.env["HOME"] = before;
    });
    expect(body).toContain("config.toml");
    expect(body).not.toContain(home);
  });
});

describe("claude.ai and ChatGPT", () => {
  const guidesIn = (html: string) =>
    readPage(html)
      .all("details[name=client]")
      .map((guide) => textOf(guide));

  test("cannot connect if the operator has not switched that on, and the page says so", async () => {
    const { body } = await ask("/");
    expect(guidesIn(body)).toHaveLength(1 + 9);
    expect(guidesIn(body)[1]).toBe(
      "claude.ai, ChatGPT claude.ai, the Claude apps and ChatGPT cannot connect until the operator of this server has switched on their sign-in. Ask the operator for it.",
    );
    expect(readPage(body).all(".steps")).toEqual([]);
  });
});

describe("the guides of agents", () => {
  const titlesIn = (html: string) =>
    readPage(html)
      .all("details[name=client] > summary")
      .map((title) => textOf(title));

  test.each([
    { what: "without a sign-in", env: {}, first: ["Claude Desktop", "claude.ai, ChatGPT"] },
    {
      what: "with a sign-in",
      env: { PUBLIC_URL: "https://mcp.example.com", OAUTH_SECRETS: SECRET },
      first: ["claude.ai and the Claude apps", "ChatGPT", "Claude Desktop"],
    },
    {
      what: "with a sign-in that only this computer reaches",
      env: { PUBLIC_URL: "http://127.0.0.1:3000", OAUTH_SECRETS: SECRET },
      first: ["Claude Desktop", "claude.ai, ChatGPT"],
    },
  ])("begin with what sellers use, $what", async ({ env, first }) => {
    const titles = titlesIn((await ask("/", { env })).body);
    expect(titles.slice(0, first.length)).toEqual(first);
    expect(titles[first.length]).toBe("Claude Code");
  });

  test("have the buttons of developers' tools inside", async () => {
    const { all } = readPage((await ask("/")).body);
    const owners = all(".button").map((button) => [
      textOf(button),
      textOf(button.closest("details[name=client]")?.querySelector("summary") ?? button),
    ]);
    expect(owners).toEqual([
      ["Add to Cursor", "Cursor"],
      ["Add to VS Code", "VS Code"],
    ]);
  });

  test("say that the choices of the page do not apply to the extension", async () => {
    const [desktop] = readPage((await ask("/")).body).all("details[name=client]");
    expect(desktop && textOf(desktop)).toContain("what you choose on this page does not apply to it");
    expect(desktop && textOf(desktop)).toContain("switch on Look things up only in its settings");
  });

  test.each([
    { publicUrl: "https://mcp.example.com", label: "For claude.ai and ChatGPT" },
    { publicUrl: "http://127.0.0.1:3000", label: "For agents that sign in (OAuth)" },
  ])("do not contradict the label of the address at $publicUrl", async ({ publicUrl, label }) => {
    const { body } = await ask("/", { env: { PUBLIC_URL: publicUrl, OAUTH_SECRETS: SECRET } });
    expect(textOf(readPage(body).one("#web-address-label"))).toBe(label);
    expect(body.includes("cannot connect here")).toBe(label !== "For claude.ai and ChatGPT");
  });
});

describe("a file that people may have to create", () => {
  test.each([
    ["Cursor", "The file mcp.json in the folder .cursor of your user folder."],
    ["Claude Code", "The file .mcp.json in your project's folder."],
    ["VS Code", "The file mcp.json in the folder .vscode of your project."],
    ["Windsurf", "The file mcp_config.json in the folder .codeium/windsurf of your user folder."],
    ["Codex", "The file config.toml in the folder .codex of your user folder."],
    ["Gemini CLI", "The file settings.json in the folder .gemini of your user folder."],
  ])("is described in words for %s", async (agent, place) => {
    const guides = readPage((await ask("/")).body)
      .all("details[name=client]")
      .map(textOf);
    const guide = guides.find((text) => text.startsWith(`${agent} `));
    expect(guide).toContain(`${agent} ${place} Create it if it does not exist.`);
    expect(guide).toContain("Paste this text, replace YOUR_DIGISTORE24_API_KEY with your key, and restart the agent.");
  });

  test.each(["en", "de"])("is never a path alone: every guide begins with a sentence (%s)", async (language) => {
    const { body } = await ask("/", { headers: { ...HTML, "accept-language": language } });
    const firsts = readPage(body).all("details[name=client] .guide > :first-child").map(textOf);
    expect(firsts).toHaveLength(1 + 9);
    expect(firsts.filter((first) => !/^[^/~]\S* .*\.$/.test(first))).toEqual([]);
  });

  test.each(["MCP Inspector", "Other agents"])("does not exist for %s, which runs a command", async (agent) => {
    const guides = readPage((await ask("/")).body)
      .all("details[name=client]")
      .map(textOf);
    const guide = guides.find((text) => text.startsWith(agent));
    expect(guide).toContain("In this command, replace YOUR_DIGISTORE24_API_KEY with your key.");
    expect(guide).not.toContain("restart the agent");
  });
});

describe("the choice of everything", () => {
  test.each([
    {
      path: "/",
      env: { CONFIRM: "money" },
      says: "Look up, create, change, and charge buyers after asking you, as far as your key allows. Only at Digistore24 itself: refunds (except on service proof requests), stopping payments, deleting.",
    },
    {
      path: "/",
      env: { CONFIRM: "off" },
      says: "Look up, create, change, and charge buyers, as far as your key allows. Only at Digistore24 itself: refunds (except on service proof requests), stopping payments, deleting.",
    },
    {
      path: "/",
      env: { DIGISTORE24_MONEY_TOOLS: "false" },
      says: "Look up, create, and change, as far as your key allows. Only at Digistore24 itself: refunds, stopping payments, deleting.",
    },
    {
      path: "/",
      env: { DIGISTORE24_SURFACE: "full" },
      says: "Look up, create, change, delete, and charge or refund buyers after asking you, as far as your key allows.",
    },
    {
      path: "/x/vouchers",
      env: { DIGISTORE24_SURFACE: "full" },
      says: "Look up, create, change, and delete, as far as your key allows.",
    },
    {
      path: "/x/service-proofs",
      env: {},
      says: "Look up, create, change, and refund buyers after asking you, as far as your key allows. Only at Digistore24 itself: refunds (except on service proof requests), stopping payments, deleting.",
    },
  ])("at $path with $env promises what its tools do, and no more", async ({ path, env, says }) => {
    expect(textOf(readPage((await ask(path, { env })).body).one(".reach + .hint"))).toBe(says);
  });

  test("says in German what works only at Digistore24", async () => {
    const { body } = await ask("/", { headers: { ...HTML, "accept-language": "de" } });
    expect(textOf(readPage(body).one(".reach + .hint"))).toBe(
      "Abrufen, anlegen, ändern und nach Rückfrage Geld von Käufern abbuchen, soweit Ihr Schlüssel es erlaubt. Nur bei Digistore24 selbst: erstatten (außer auf Leistungsnachweis-Anfragen), Abos und Raten stoppen, löschen.",
    );
  });

  test.each([
    { path: "/", language: "en", advice: "Not sure? Begin with Read only", href: "/readonly#connect" },
    {
      path: "/mcp/x/orders",
      language: "de",
      advice: "Unsicher? Beginnen Sie mit Nur lesen",
      href: "/mcp/x/orders/readonly#connect",
    },
  ])("at $path advises to begin with the address that only reads ($language)", async ({ path, language, ...says }) => {
    const page = readPage((await ask(path, { headers: { ...HTML, "accept-language": language } })).body);
    expect(textOf(page.one(".advice"))).toContain(says.advice);
    expect(page.one(".advice a").getAttribute("href")).toBe(says.href);
    for (const less of ["/safe", "/readonly"]) {
      expect(readPage((await ask(less)).body).all(".advice")).toEqual([]);
    }
  });
});

describe("a narrowed address", () => {
  test("shows its tools and itself", async () => {
    const { body } = await ask("/mcp/x/orders/readonly");
    expect(addressIn(body)).toBe(`${endpoint?.url}mcp/x/orders/readonly`);
    expect(readPage(body).text()).toContain("This address offers only a part: Handle orders.");
    expect(textOf(readPage(body).one(".reach [aria-current=page]"))).toBe("Read only");
    expect(shownTools(body)).toContain("listPurchases");
    expect(shownTools(body)).not.toContain("updatePurchase");
    expect(readPage(body).all("[name=readonly]")).toEqual([]);
  });

  test("shows the safe part, in which only toolsets can be chosen", async () => {
    const { body } = await ask("/x/vouchers/safe");
    expect(addressIn(body)).toBe(`${endpoint?.url}x/vouchers/safe`);
    expect(body).toContain("<wbr>x/<wbr>vouchers/<wbr>safe");
    expect(readPage(body).text()).toContain("This address offers only a part: Vouchers.");
    expect(textOf(readPage(body).one(".reach [aria-current=page]"))).toBe("Safe");
    expect(readPage(body).text()).toContain("The agent moves no money, and overwrites or deletes nothing.");
    expect(shownTools(body)).toEqual(["PostCreatevoucher", "PostListvouchers", "getVoucher", "validateCouponCode"]);
    expect(body).not.toContain('name="readonly"');
    expect(body).toContain('action="/x/vouchers/safe/check-key#key"');
    const whole = await ask("/safe?readonly=1&toolset=products");
    expect(shownTools(whole.body)).toContain("PostCreateproduct");
    expect(whole.body).toContain(`${endpoint?.url}x/products/safe</a>`);
  });

  test("is offered for everything, the safe part, and tools that only read", async () => {
    const { body } = await ask("/mcp");
    const linksIn = (selector: string) =>
      readPage(body)
        .all(`${selector} a`)
        .map((link) => [link.getAttribute("href"), textOf(link)]);
    expect(linksIn(".reach")).toEqual([
      ["/mcp#connect", "Everything"],
      ["/mcp/safe#connect", "Safe"],
      ["/mcp/readonly#connect", "Read only"],
    ]);
    expect(linksIn(".parts").slice(0, 2)).toEqual([
      ["/mcp#connect", "/mcp"],
      ["/mcp/x/sales-setup#connect", "/mcp/x/sales-setup"],
    ]);
  });

  test("keeps its toolsets where more or less can be allowed, and its limit where another job can be chosen", async () => {
    const { body } = await ask("/x/vouchers/safe");
    const hrefs = readPage(body)
      .all(".reach a, .parts a")
      .map((link) => link.getAttribute("href"));
    expect(hrefs.slice(0, 3)).toEqual([
      "/x/vouchers#connect",
      "/x/vouchers/safe#connect",
      "/x/vouchers/readonly#connect",
    ]);
    expect(hrefs).toContain("/x/orders/safe#connect");
  });

  test("is shown in its standard form, however it was typed", async () => {
    const { body } = await ask("/x/vouchers,%20products,");
    expect(addressIn(body)).toBe(`${endpoint?.url}x/vouchers,products`);
  });

  test.each([
    ["en", "There is no toolset “nope” or “nada” here."],
    ["de", "Die Bereiche „nope“ und „nada“ gibt es hier nicht."],
  ])("names all toolsets that do not exist in one sentence (%s)", async (language, sentence) => {
    const { body } = await ask("/x/nope,nada", { headers: { ...HTML, "accept-language": language } });
    expect(readPage(body).text()).toContain(sentence);
  });

  test("that does not exist is answered with 404 and the existing names", async () => {
    const { status, headers, body } = await ask("/x/%3Cimg%20src=x%3E");
    expect(status).toBe(404);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(readPage(body).text()).toContain(
      "There is no toolset “<img src=x>” here. These toolsets exist: Account access",
    );
    expect(readPage(body).all("a[href='/x/vouchers'], a[href='/x/orders']")).toHaveLength(2);
    expect(readPage(body).all("img")).toEqual([]);
  });
});

describe("without its script, the page", () => {
  test("finds tools by words", async () => {
    expect(shownTools((await ask("/?q=CODE++discount+unless")).body)).toEqual(["PostCreatevoucher"]);
    const { body } = await ask("/?q=discount+unicorn");
    expect(shownTools(body)).toEqual([]);
    expect(isShown(readPage(body).one("#no-tools"))).toBe(true);
    expect(isShown(readPage((await ask("/?q=discount")).body).one("#no-tools"))).toBe(false);
  });

  test("narrows by toolset, by job and to read-only tools, and shows the address of the selection", async () => {
    const { body } = await ask("/?q=list&toolset=orders&readonly=1");
    const names = shownTools(body);
    expect(names).toContain("listPurchases");
    const part = shownTools((await ask("/?toolset=orders&readonly=1")).body);
    expect(part).toEqual(expect.arrayContaining(names));
    expect(part.length).toBeGreaterThan(names.length);
    expect(countIn(body)).toBe(`${names.length} of ${SERVED_TOOL_COUNT} tools`);
    expect(
      readPage(body)
        .all("details[data-toolset]:not([open])")
        .every((group) => !isShown(group)),
    ).toBe(true);
    const page = readPage(body);
    expect(isShown(page.one("#part"))).toBe(true);
    expect(textOf(page.one("#part a"))).toBe(`${endpoint?.url}x/orders/readonly`);
    const option = page.one("option[value=orders]");
    expect(option.getAttribute("data-toolsets")).toMatch(/^purchases transactions/);
    expect(page.all("option[selected]")).toEqual([option]);
    expect(page.one("[name=readonly][value='1']").getAttribute("checked")).not.toBeNull();
  });

  test("finds nothing in a toolset that is not served, and gives no address for it", async () => {
    const { status, body } = await ask("/?toolset=toString");
    expect(status).toBe(200);
    expect(shownTools(body)).toEqual([]);
    expect(isShown(readPage(body).one("#part"))).toBe(false);
  });

  test("repeats typed text as text, never as markup", async () => {
    const hostile = '"><script>alert(1)</script>';
    const { body } = await ask(`/?q=${encodeURIComponent(hostile)}&toolset=${encodeURIComponent(hostile)}&q=2`);
    expect(inlineCodeIn(body)).toEqual([]);
    const { body: once } = await ask(`/?q=${encodeURIComponent(hostile)}`);
    expect(readPage(once).one("input[name=q]").getAttribute("value")).toBe(hostile);
    expect(inlineCodeIn(once)).toEqual([]);
  });
});

describe("the address on the page", () => {
  const ANY_HOST = { HOST: "0.0.0.0" };

  test.each(['"><script>alert(1)</script>', "a'b.example", "$(id).example", "user@host.example", "a.example/x"])(
    "is missing for the Host %j, which is not repeated",
    async (host) => {
      const { status, body } = await ask("/", { headers: { ...HTML, host }, env: ANY_HOST });
      expect(status).toBe(400);
      expect(body).not.toContain(host);
    },
  );

  test("is refused for a host that is not this machine's", async () => {
    const { status, body } = await ask("/", { headers: { ...HTML, host: "evil.example" } });
    expect(status).toBe(403);
    expect(body).not.toContain("<html");
  });

  test("follows only a trusted proxy", async () => {
    const headers = { ...HTML, host: "mcp.example.com", "x-forwarded-proto": "https" };
    const trusting = { ALLOWED_HOSTS: "mcp.example.com", TRUSTED_PROXIES: "127.0.0.1" };
    expect(addressIn((await ask("/", { headers, env: trusting })).body)).toBe("https://mcp.example.com/");
    await endpoint?.close();
    endpoint = undefined;
    const { body } = await ask("/", { headers, env: { ALLOWED_HOSTS: "mcp.example.com" } });
    expect(addressIn(body)).toBe("http://mcp.example.com/");
    expect(body).toContain("This address is not encrypted");
  });

  test("is encrypted if the browser sends a header that it sends over TLS only", async () => {
    const headers = { ...HTML, host: "mcp.example.com", "sec-fetch-site": "none" };
    const { body } = await ask("/", { headers, env: { ALLOWED_HOSTS: "mcp.example.com" } });
    expect(addressIn(body)).toBe("https://mcp.example.com/");
    expect(body).not.toContain("not encrypted");
  });
});

describe("the form that checks a key", () => {
  test.each([
    [FULL_KEY, `This key works. ${OWNER} It has full access`],
    [READ_KEY, `This key works. ${OWNER} It has read access`],
    [SANDBOX_KEYS.shipping, "This key cannot read your account."],
    [WRONG_KEY, "Digistore24 does not accept this key."],
  ])("says whose key %s is and what it may do, and never repeats it", async (key, expected) => {
    const { status, headers, body } = await submitKey(key);
    expect(status).toBe(200);
    expect(verdictIn(body)).toContain(expected);
    expect(body).not.toContain(key.slice(7));
    expect(JSON.stringify(headers)).not.toContain(key.slice(7));
    expect(headers["cache-control"]).toBe("no-store");
  });

  test("says that an account without the role of a vendor has no sales of its own", async () => {
    const answer = verdictIn((await submitKey(SANDBOX_KEYS.affiliate)).body);
    expect(answer).toContain("Roles: affiliate. This account is not a vendor account: your agent finds no products or");
    expect(verdictIn((await submitKey(FULL_KEY)).body)).not.toContain("vendor account");
  });

  test("answers with its own page", async () => {
    const { body } = await submitKey(FULL_KEY, { path: "/mcp/x/orders/readonly/check-key" });
    expect(addressIn(body)).toBe(`${endpoint?.url}mcp/x/orders/readonly`);
    expect(verdictIn(body)).toContain("This key works.");
  });

  test.each([
    { what: "nothing", key: "", answer: "The field is empty." },
    { what: "blanks", key: " \u00A0 ", answer: "The field is empty." },
    { what: "two words", key: "two words" },
    { what: "letters that are not allowed in a header", key: "schlüssel" },
    { what: "a text longer than any key", key: "k".repeat(201) },
    { what: "a text longer than the form allows", key: "k".repeat(9000) },
  ])("sends nothing that cannot be a key: $what", async ({ key, answer = "This is not an API key." }) => {
    const before = await sandbox.requests();
    const { status, body } = await submitKey(key);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(verdictIn(body)).toContain(answer);
    expect(await sandbox.requests()).toEqual(before);
  });

  test("does not accept JSON", async () => {
    const { status, body } = await submitKey(FULL_KEY, { headers: { "content-type": "application/json" } });
    expect(status).toBe(415);
    expect(verdictIn(body)).toContain("This is not an API key.");
  });

  test.each([
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ "sec-fetch-site": "cross-site", origin: "http://127.0.0.1" }],
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{}],
  ])("checks nothing for another page, or for none: %j", async (from) => {
    const before = await sandbox.requests();
    const { status, body } = await ask("/check-key", {
      method: "POST",
      headers: { ...HTML, "content-type": "application/x-www-form-urlencoded", ...(from as Record<string, string>) },
      body: `api_key=${FULL_KEY}`,
    });
    expect(status).toBe(403);
    expect(verdictIn(body)).toContain("The form was sent from another page.");
    expect(await sandbox.requests()).toEqual(before);
  });

  test("trusts a browser that sends only its origin, whatever ALLOWED_ORIGINS says", async () => {
    const { status } = await ask("/check-key", {
      method: "POST",
      headers: {
        ...HTML,
        host: "mcp.example.com",
        origin: "http://mcp.example.com",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: `api_key=${FULL_KEY}`,
      env: { ALLOWED_HOSTS: "mcp.example.com" },
    });
    expect(status).toBe(200);
  });

  test("shares the limit of refused requests per address", async () => {
    const env = { RATE_LIMIT_PER_ADDRESS: "3" };
    const unauthorised = await ask("/", { method: "POST", headers: {}, env });
    expect(unauthorised.status).toBe(401);
    expect((await submitKey(WRONG_KEY)).status).toBe(200);
    expect((await submitKey(FULL_KEY)).status).toBe(200);
    const before = await sandbox.requests();
    const { status, headers, body } = await submitKey(FULL_KEY);
    expect(status).toBe(429);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect(verdictIn(body)).toContain("Too many keys were tried from your IP address.");
    expect(await sandbox.requests()).toEqual(before);
  });

  test("logs the account's number and a hash, but never the key", async () => {
    const lines: string[] = [];
    const logger = { level: "trace", stream: { write: (line: string) => void lines.push(line) } };
    await submitKey(WRONG_KEY, { options: { logger } });
    await submitKey("k".repeat(9000));
    const checked = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === "key checked on the page");
    expect(checked).toMatchObject({ key: expect.stringMatching(/^100001#[0-9a-f]{8}$/), verdict: "bad" });
    expect(checked).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(checked).not.toHaveProperty("reqId");
    expect(lines.join("")).not.toContain(WRONG_KEY.slice(7));
  });

  test("reports an unknown verdict if Digistore24 does not answer", async () => {
    const { status, body } = await submitKey(FULL_KEY, { env: { DIGISTORE24_API_URL: "http://127.0.0.1:9/api/call" } });
    expect(status).toBe(200);
    expect(verdictIn(body)).toContain("The key could not be checked.");
  });

  test.each([
    ["/check-key", "/#key"],
    ["/mcp/x/orders,%2Fevil/readonly/check-key?a", "/mcp/x/orders%2C%2Fevil/readonly#key"],
  ])("redirects %s to the page", async (path, location) => {
    const { status, headers } = await ask(path);
    expect([status, headers["location"]]).toEqual([303, location]);
  });
});

describe("behind a proxy that removes a part of the path", () => {
  const behind = (prefix: string) => ({ headers: { ...HTML, "x-forwarded-prefix": prefix } });
  const LINKING = ["href", "src", "action", "data-endpoint"];
  /** All addresses on this server. */
  const linksOf = ({ body }: Answer) =>
    LINKING.flatMap((name) =>
      readPage(body)
        .all(`[${name}]`)
        .map((element) => element.getAttribute(name) ?? ""),
    ).filter((link) => link.startsWith("/"));

  test.each(["/", "/mcp", "/x/vouchers/readonly", "/x/nothing"])(
    "%s names and links addresses below that path",
    async (path) => {
      const answer = await ask(path, behind("/shop/ds24/"));
      const links = linksOf(answer);
      expect(links.length).toBeGreaterThan(4);
      expect(links.filter((link) => !link.startsWith("/shop/ds24/") || link.includes("//"))).toEqual([]);
      if (answer.status === 200) {
        expect(addressIn(answer.body)).toBe(`${new URL(endpoint?.url ?? "").origin}/shop/ds24${path}`);
      }
    },
  );

  test("a reloaded answer of the form leads back to it", async () => {
    const { headers } = await ask("/x/vouchers/check-key", behind("/shop"));
    expect(headers["location"]).toBe("/shop/x/vouchers#key");
  });

  test.each(["//evil.example", "https://evil.example", '/"><script>', "/../up", "shop"])(
    "%j is not a path",
    async (prefix) => {
      const answer = await ask("/", behind(prefix));
      expect(answer.body).not.toContain("evil");
      expect(linksOf(answer)).toContain("/health");
    },
  );
});
