import { REDIRECT } from "../../support/oauth.ts";

/** A request that holds a secret where it does not belong. */
export interface Misplaced {
  readonly path: string;
  readonly init?: RequestInit;
}

const TOKEN_PARAMETERS = [
  ...["grant_type", "client_id", "code", "code_verifier", "redirect_uri", "refresh_token", "resource", "scope"],
  ...["client_secret", "assertion", "token_type_hint"],
];
const AUTHORIZE_PARAMETERS = [
  ...["response_type", "redirect_uri", "code_challenge", "code_challenge_method", "scope", "resource"],
  ...["response_mode", "prompt", "request", "request_uri", "id_token_hint"],
];
const PATHS = [
  ...["/", "/token/", "/revoke/", "/register/", "/authorize/", "/authorize/return/", "/authorize/cancel/"],
  ...["/mcp/", "/mcp/x/", "/.well-known/", "/.well-known/oauth-protected-resource/", "/health/"],
  ...["/.well-known/oauth-protected-resource/mcp/x/", "/.well-known/oauth-authorization-server/mcp/x/"],
];

function post(path: string, body: string, contentType: string, headers: Record<string, string> = {}): Misplaced {
  return { path, init: { method: "POST", body, headers: { "content-type": contentType, ...headers } } };
}

function form(path: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
  return post(path, new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded", headers);
}

/** Requests to all endpoints of the front door, each with the secret in another place. */
export function misplacedIn(secret: string, authorization: { readonly clientId: string; readonly url: string }) {
  const { clientId, url } = authorization;
  const { pathname, searchParams } = new URL(url);
  const authorize = (name: string, value: string): Misplaced => {
    const parameters = new URLSearchParams(searchParams);
    parameters.set(name, value);
    return { path: `${pathname}?${parameters}` };
  };
  const register = (metadata: object) =>
    post("/register", JSON.stringify({ redirect_uris: [REDIRECT], ...metadata }), "application/json");
  const code = { grant_type: "authorization_code", client_id: clientId, code: "x", code_verifier: "x" };
  return [
    ...PATHS.flatMap((path) => [{ path: path + secret }, form(path + secret, { token: secret })]),
    ...AUTHORIZE_PARAMETERS.map((name) => authorize(name, secret)),
    authorize("client_id", secret),
    authorize("client_id", `https://${secret}.internal/x`),
    authorize("client_id", `https://x.internal/${secret}`),
    authorize("redirect_uri", `https://x.example/${secret}`),
    authorize("redirect_uri", `https://${secret}.example/`),
    authorize("resource", `${new URL(url).origin}/mcp/x/${secret}`),
    form(`/token?code=${secret}`, code),
    form(`/authorize?code=${secret}`, { decision: secret, request: secret, access: secret, api_key: secret }),
    form("/authorize", { request: "x" }, { cookie: `${secret}=${secret}`, origin: `https://${secret}.example` }),
    ...TOKEN_PARAMETERS.map((name) => form("/token", { ...code, [name]: secret })),
    form("/token", { ...code, grant_type: "refresh_token", refresh_token: secret }),
    form("/token", { [secret]: secret }),
    form("/token", code, { authorization: `Basic ${Buffer.from(`${secret}:${secret}`).toString("base64")}` }),
    form("/revoke", { token: secret, client_id: secret, token_type_hint: secret }),
    ...["/token", "/revoke", "/register", "/authorize", "/mcp"].flatMap((path) => [
      post(
        `${path}?access_token=${secret}`,
        JSON.stringify({ token: secret, client_name: secret }),
        "application/json",
      ),
      post(path, `{"token":"${secret}`, "application/json"),
      post(path, secret, `text/plain; x=${secret}`),
      post(path, `${secret}=%`, "application/x-www-form-urlencoded"),
    ]),
    register({ client_name: secret }),
    register({ redirect_uris: [secret] }),
    register({ redirect_uris: [`https://${secret}.example/`] }),
    register({ redirect_uris: [`https://x.example/${secret}`] }),
    register({ grant_types: [secret] }),
    register({ client_name: { secret }, [secret]: secret }),
    ...[`Basic ${secret}`, `Bearer ${secret} ${secret}`, `Bearer ${secret}x`, secret].flatMap((authorization) => [
      post("/mcp", "{}", "application/json", { authorization }),
      post(`/mcp/x/${secret}`, "{}", "application/json", { authorization }),
    ]),
  ];
}
