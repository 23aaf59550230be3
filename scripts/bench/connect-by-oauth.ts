import { createHash, randomBytes } from "node:crypto";
import { parseHTML } from "linkedom";

/** A program on the person's own computer may use any address there; nothing has to listen at it. */
const REDIRECT = "http://127.0.0.1:4711/callback";
const FORM = { method: "POST", redirect: "manual" } as const;

/** An access token for each key, as a program gets it: by registering, a person's consent with a pasted key, and a code. */
export async function connectByOAuth(origin: string, keys: readonly string[]): Promise<readonly string[]> {
  const clientId = await register(origin);
  const tokens: string[] = [];
  for (const key of keys) {
    tokens.push(await connect(origin, clientId, key));
  }
  return tokens;
}

async function register(origin: string): Promise<string> {
  const response = await fetch(`${origin}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_name: "bench", redirect_uris: [REDIRECT], grant_types: ["authorization_code"] }),
  });
  const { client_id: clientId } = (await response.json()) as { client_id?: string };
  return clientId ?? failed("/register", response);
}

async function connect(origin: string, clientId: string, key: string): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const shared = { client_id: clientId, redirect_uri: REDIRECT };
  const query = new URLSearchParams({
    ...shared,
    response_type: "code",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    scope: "read write",
    resource: `${origin}/mcp`,
  });
  const code = await agree(origin, `${origin}/authorize?${query}`, key);
  const body = new URLSearchParams({ ...shared, grant_type: "authorization_code", code, code_verifier: verifier });
  const response = await fetch(`${origin}/token`, { ...FORM, body });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  return token ?? failed("/token", response);
}

/** Agrees on the consent page as a person does. */
async function agree(origin: string, address: string, key: string): Promise<string> {
  const page = await fetch(address, { headers: { accept: "text/html" } });
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { document } = parseHTML(await page.text());
  const request = document.querySelector("input[name=request]")?.getAttribute("value") ?? failed("/authorize", page);
  const response = await fetch(`${origin}/authorize`, {
    ...FORM,
    headers: { accept: "text/html", cookie, origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ request, decision: "key", access: "change", api_key: key }),
  });
  const [, target = ""] = /url=(.*)$/.exec(response.headers.get("refresh") ?? "") ?? [];
  return (target && new URL(target).searchParams.get("code")) || failed("the consent form", response);
}

function failed(what: string, { status }: Response): never {
  throw new Error(`no access token was given: ${what} answered HTTP ${status}`);
}
