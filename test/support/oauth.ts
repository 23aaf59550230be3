import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { SANDBOX_KEYS } from "../../src/sandbox/wire/keys.ts";
import { type AppOptions, buildApp } from "../../src/server/start/app.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { WITHOUT_RATE_LIMITS } from "./endpoint.ts";
import { readPage } from "./html-page.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "./sandbox.ts";
import { modernRequest } from "./test-app.ts";
import { watched } from "./watch-app.ts";

/** Two secrets as OAUTH_SECRETS takes them. */
export const SECRET = "11".repeat(32);
export const OTHER_SECRET = "22".repeat(32);
export const REDIRECT = "http://127.0.0.1:4711/callback";

/** A browser without scripts: it keeps cookies and follows what a page offers. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async open(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { accept: "text/html", "accept-language": "en", ...(cookie && { cookie }), ...init.headers };
    const response = await fetch(new URL(url, this.#origin), { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      if (value === "") {
        this.#cookies.delete(name);
      } else {
        this.#cookies.set(name, value);
      }
    }
    return response;
  }

  /** Sends the form of a consent page, as a browser does after a button is pressed. */
  async send(
    page: string,
    fields: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { one } = readPage(page);
    const request = one("input[name=request]").getAttribute("value") ?? "";
    return this.open(one("form").getAttribute("action") ?? "", {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", origin: this.#origin, ...headers },
      body: new URLSearchParams({ request, ...fields }),
    });
  }
}

/** The place that an answer leads to, by a redirect or by a page. */
export function targetOf(response: Response): URL {
  const place = response.headers.get("location") ?? response.headers.get("refresh")?.replace(/^0;url=/, "");
  if (!place) {
    throw new Error(`the answer ${response.status} leads nowhere`);
  }
  return new URL(place);
}

/** A verifier and its challenge. */
export function makeVerifier(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

export async function register(
  origin: string,
  metadata: object = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${origin}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      redirect_uris: [REDIRECT],
      client_name: "Test Agent",
      grant_types: ["authorization_code", "refresh_token"],
      ...metadata,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export interface Authorization {
  readonly clientId: string;
  readonly verifier: string;
  readonly url: string;
}

/** A request for authorization. A parameter that is undefined is left out. */
export async function authorizationUrl(
  origin: string,
  parameters: Readonly<Record<string, string | undefined>> = {},
): Promise<Authorization> {
  const clientId = parameters["client_id"] ?? String((await register(origin)).body["client_id"]);
  const { verifier, challenge } = makeVerifier();
  const all = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: REDIRECT,
    code_challenge: challenge,
    code_challenge_method: "S256",
    state: "the-state",
    scope: "read write offline_access",
    resource: `${origin}/mcp`,
    ...parameters,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { clientId, verifier, url: `${origin}/authorize?${new URLSearchParams(given)}` };
}

/** A request to the token endpoint. */
export async function askToken(
  origin: string,
  parameters: Readonly<Record<string, string>>,
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(`${origin}/token`, { method: "POST", body: new URLSearchParams(parameters) });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  };
}

export function codeRequest({ clientId, verifier }: Authorization, code: string): Record<string, string> {
  return {
    grant_type: "authorization_code",
    client_id: clientId,
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT,
  };
}

export const DEVELOPER_KEY = SANDBOX_KEYS.developer;

export interface OAuthEndpoint {
  /** The public address, without a slash at the end. */
  readonly origin: string;
  readonly sandbox: RunningSandbox;
  close(): Promise<void>;
}

interface OAuthEndpointOptions {
  readonly env?: Record<string, string | undefined>;
  readonly app?: Omit<AppOptions, "config">;
  /** Default: one of its own. */
  readonly sandbox?: RunningSandbox;
}

/** The endpoint with its front door, on loopback, with the sandbox as Digistore24. */
export async function startOAuthEndpoint({
  env = {},
  app = {},
  sandbox,
}: OAuthEndpointOptions = {}): Promise<OAuthEndpoint> {
  const shop = sandbox ?? (await startSandbox({ acceptsLoopback: true }));
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const all = {
    PORT: port,
    PUBLIC_URL: origin,
    OAUTH_SECRETS: SECRET,
    DIGISTORE24_DEVELOPER_KEY: DEVELOPER_KEY,
    DIGISTORE24_API_URL: shop.apiUrl,
    ...WITHOUT_RATE_LIMITS,
    ...env,
  };
  const given = Object.fromEntries(Object.entries(all).filter((entry) => entry[1] !== undefined)) as Record<
    string,
    string
  >;
  const config = readConfig(given);
  const endpoint = buildApp({ config, ...app, logger: watched(app.logger) });
  await endpoint.listen({ host: "127.0.0.1", port: config.port });
  const close = async () => {
    await endpoint.close();
    await (sandbox ? undefined : shop.close());
  };
  return { origin, sandbox: shop, close };
}

/** For an endpoint that has to know its address before it listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** The person's part at Digistore24: opens its page and decides. Returns where it leads. */
export async function decideAtDigistore24(page: URL, decision: "agree" | "refuse"): Promise<URL> {
  const response = await fetch(page, { method: "POST", body: new URLSearchParams({ decision }), redirect: "manual" });
  return targetOf(response);
}

/** Connects by a pasted key. Returns the code, and what it was asked for with. */
export async function connectByKey(
  origin: string,
  {
    access = "read",
    key = FULL_KEY,
    parameters = {},
  }: { access?: string; key?: string; parameters?: Record<string, string | undefined> } = {},
): Promise<{ authorization: Authorization; code: string; answer: URL }> {
  const browser = new Browser(origin);
  const authorization = await authorizationUrl(origin, parameters);
  const page = await (await browser.open(authorization.url)).text();
  const answer = targetOf(await browser.send(page, { decision: "key", access, api_key: key }));
  return { authorization, code: answer.searchParams.get("code") ?? "", answer };
}

/** Connects by Digistore24's own page. */
export async function connectByHandover(
  origin: string,
  { access = "read", parameters = {} }: { access?: string; parameters?: Record<string, string | undefined> } = {},
): Promise<{ authorization: Authorization; code: string; answer: URL }> {
  const browser = new Browser(origin);
  const authorization = await authorizationUrl(origin, parameters);
  const page = await (await browser.open(authorization.url)).text();
  const away = targetOf(await browser.send(page, { decision: "digistore24", access }));
  const back = await decideAtDigistore24(away, "agree");
  const answer = targetOf(await browser.open(back.href));
  return { authorization, code: answer.searchParams.get("code") ?? "", answer };
}

/** Connects and takes the tokens. */
export async function connect(
  origin: string,
  how: Parameters<typeof connectByKey>[1] = {},
): Promise<{ authorization: Authorization; access: string; refresh: string }> {
  const { authorization, code } = await connectByKey(origin, how);
  const { body } = await askToken(origin, codeRequest(authorization, code));
  return { authorization, access: String(body["access_token"]), refresh: String(body["refresh_token"]) };
}

/** One message to the endpoint with a token. */
export async function send(
  url: string,
  token: string | undefined,
  method: string,
  params: object = {},
): Promise<{ status: number; text: string; challenge: string | null }> {
  const { body, headers } = modernRequest(method, params);
  const response = await fetch(url, {
    method: "POST",
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body,
  });
  return { status: response.status, text: await response.text(), challenge: response.headers.get("www-authenticate") };
}
