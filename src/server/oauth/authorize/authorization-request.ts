import { z } from "zod";
import { isRegistered, parseRedirect, type TrustRedirect } from "../clients/redirects.ts";
import type { RegisteredClient } from "../clients/registered-client.ts";
import { digest } from "../ids.ts";
import { OAuthRefusal } from "../oauth-refusal.ts";
import { OFFLINE_ACCESS, readScopes, SERVER_SCOPES } from "../scopes.ts";

/** Longer than any agent's. The hand-over has to fit into a cookie, and holds the state as JSON. */
const MAX_STATE_BYTES = 1024;
const CHALLENGE = /^[\w-]{43}$/;

/** What a program asks for, checked. */
export const authorizationSchema = z.object({
  /** A hash, because the id of a registration is long. */
  client: z.string(),
  program: z.string(),
  redirectUri: z.string(),
  state: z.string().optional(),
  challenge: z.string(),
  resource: z.string(),
  asksOnlyRead: z.boolean(),
  refreshes: z.boolean(),
});
export type AuthorizationRequest = Readonly<z.infer<typeof authorizationSchema>>;

/** A refusal that the program learns of by its redirect address. */
export class RedirectedRefusal extends OAuthRefusal {
  readonly redirectUri: string;
  readonly state: string | undefined;

  constructor(
    { error, message }: OAuthRefusal,
    { redirectUri, state }: Pick<AuthorizationRequest, "redirectUri" | "state">,
  ) {
    super(error, message);
    this.redirectUri = redirectUri;
    this.state = state;
  }
}

/** The parameters of a request. One that is given twice is not a text. */
export type Parameters = Readonly<Record<string, unknown>>;

interface Checks {
  readonly client: RegisteredClient;
  /** The redirect address has been checked already. */
  readonly redirectUri: string;
  readonly isResource: (resource: string) => boolean;
  /** The resource of a request that names none. */
  readonly defaultResource: string;
}

export type RedirectProblem = "unregistered" | "untrusted";

/** Nobody is sent to an address that the program has not registered or that the operator does not trust. */
export function findRedirectProblem(
  uri: unknown,
  { redirectUris }: RegisteredClient,
  isTrusted: TrustRedirect,
): RedirectProblem | undefined {
  if (typeof uri !== "string" || parseRedirect(uri) === undefined || !isRegistered(uri, redirectUris)) {
    return "unregistered";
  }
  return isTrusted(uri) ? undefined : "untrusted";
}

/** All that a request says. */
export const REQUEST_PARAMETERS = [
  ...["response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "resource"],
  ...["code_challenge", "code_challenge_method"],
] as const;

/** Reads a request whose program and redirect address are known to be right. Throws a RedirectedRefusal. */
export function readAuthorizationRequest(given: Parameters, checks: Checks): AuthorizationRequest {
  const { redirectUri, client } = checks;
  const state = typeof given["state"] === "string" ? given["state"] : undefined;
  try {
    assertForm(given);
    const scopes = readRequestedScopes(textOf(given, "scope"));
    return {
      client: digest(client.id),
      program: client.name,
      redirectUri,
      ...(state !== undefined && { state }),
      challenge: readChallenge(given),
      resource: readResource(given, checks),
      asksOnlyRead: scopes.includes("read") && !scopes.includes("write"),
      refreshes: client.refreshes || scopes.includes(OFFLINE_ACCESS),
    };
  } catch (error) {
    throw error instanceof OAuthRefusal ? new RedirectedRefusal(error, { redirectUri, state }) : error;
  }
}

function assertForm(given: Parameters): void {
  const repeated = Object.keys(given).find((name) => Array.isArray(given[name]));
  if (repeated !== undefined) {
    throw new OAuthRefusal("invalid_request", "A parameter is given more than once.");
  }
  if (given["response_type"] === undefined) {
    throw new OAuthRefusal("invalid_request", "response_type is missing.");
  }
  if (given["response_type"] !== "code") {
    throw new OAuthRefusal("unsupported_response_type", "response_type must be code.");
  }
  const mode = textOf(given, "response_mode");
  if (mode !== undefined && mode !== "query") {
    throw new OAuthRefusal("invalid_request", "response_mode must be query, or be left out.");
  }
  if (Buffer.byteLength(JSON.stringify(textOf(given, "state") ?? "")) > MAX_STATE_BYTES + '""'.length) {
    throw new OAuthRefusal("invalid_request", `state must have at most ${MAX_STATE_BYTES} bytes, written as JSON.`);
  }
}

function readChallenge(given: Parameters): string {
  const challenge = textOf(given, "code_challenge");
  if (challenge === undefined) {
    throw new OAuthRefusal("invalid_request", "code_challenge is missing: PKCE with S256 is required.");
  }
  if (textOf(given, "code_challenge_method") !== "S256") {
    throw new OAuthRefusal("invalid_request", "code_challenge_method must be S256.");
  }
  if (!CHALLENGE.test(challenge)) {
    throw new OAuthRefusal("invalid_request", "code_challenge must be 43 characters of base64url.");
  }
  return challenge;
}

function readResource(given: Parameters, { isResource, defaultResource }: Checks): string {
  const resource = textOf(given, "resource") ?? defaultResource;
  if (!isResource(resource)) {
    throw new OAuthRefusal("invalid_target", `resource must be ${defaultResource} or one of its parts.`);
  }
  return resource;
}

/** A scope that this server does not know is left out, unless no other is left. */
function readRequestedScopes(text: string | undefined): string[] {
  const asked = readScopes(text ?? "");
  const known = asked.filter((scope) => SERVER_SCOPES.some((name) => name === scope));
  if (asked.length > 0 && known.length === 0) {
    throw new OAuthRefusal("invalid_scope", `The scopes are ${SERVER_SCOPES.join(", ")}.`);
  }
  return known;
}

function textOf(given: Parameters, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
}
