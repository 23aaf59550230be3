import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";
import type { Registrar } from "../clients/registration.ts";
import type { DoorLimits } from "../door-limits.ts";
import { allowEveryOrigin } from "../every-origin.ts";
import { StoreUnavailableError } from "../grant-store.ts";
import { OAuthRefusal, sendOAuthRefusal } from "../oauth-refusal.ts";
import { exchangeCode, type TokenIssuer } from "./exchange-code.ts";
import { refreshTokens } from "./refresh.ts";
import { revokeToken } from "./revoke.ts";
import { requiredOf, type TokenRequest } from "./token-request.ts";

const MAX_BODY_BYTES = 16 * 1024;
const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;
const FIRST_SERVER_ERROR = 500;

interface TokenRouteOptions {
  readonly issuer: TokenIssuer;
  readonly registrar: Registrar;
  readonly limits: DoorLimits;
  /** Deletes keys that end with their grant. */
  readonly client: Digistore24Client;
}

/** The endpoints that programs call themselves: `/token`, `/register` and `/revoke`. */
export async function tokenRoutes(scope: FastifyInstance, options: TokenRouteOptions): Promise<void> {
  const { issuer, registrar, limits, client } = options;
  scope.removeAllContentTypeParsers();
  await scope.register(formbody, { bodyLimit: MAX_BODY_BYTES });
  scope.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: MAX_BODY_BYTES },
    scope.getDefaultJsonParser("error", "error"),
  );
  allowEveryOrigin(scope, "POST", ["/token", "/register", "/revoke"]);
  refuseAsOAuth(scope);

  scope.post("/token", async (request, reply) => {
    const given = readForm(request);
    return reply.header("cache-control", "no-store").send(await grantTokens(issuer, given, () => reply.raw.destroyed));
  });
  scope.post("/revoke", async (request, reply) => {
    const given = readForm(request);
    await revokeToken({ ...issuer, client, log: request.log }, given);
    return reply.header("cache-control", "no-store").send({});
  });
  scope.post("/register", async ({ body }, reply) => {
    // A program has no id yet. Those that send people to the same addresses are installations of the same program.
    const { redirect_uris: uris } = (body ?? {}) as { redirect_uris?: unknown };
    await limits.count("register", JSON.stringify(uris ?? ""));
    return reply
      .code(201)
      .header("cache-control", "no-store")
      .send(await registrar.register(body));
  });
}

function grantTokens(issuer: TokenIssuer, given: TokenRequest, hasLeft: () => boolean) {
  requiredOf(given, "client_id");
  const type = requiredOf(given, "grant_type");
  if (type === "authorization_code") {
    return exchangeCode(issuer, given, hasLeft);
  }
  if (type === "refresh_token") {
    return refreshTokens(issuer, given);
  }
  throw new OAuthRefusal("unsupported_grant_type", "grant_type must be authorization_code or refresh_token.");
}

/** The parameters of a form. Each may be given once, and an empty one counts as absent (RFC 6749, 3.2). */
function readForm({ body, headers }: FastifyRequest): TokenRequest {
  if (!FORM_TYPE.test(headers["content-type"] ?? "")) {
    throw new OAuthRefusal("invalid_request", "The body must be a form: application/x-www-form-urlencoded.");
  }
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  if (entries.some(([, value]) => typeof value !== "string")) {
    throw new OAuthRefusal("invalid_request", "A parameter is given more than once.");
  }
  return Object.fromEntries(entries.filter(([, value]) => value !== "")) as TokenRequest;
}

function refuseAsOAuth(scope: FastifyInstance): void {
  scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof OAuthRefusal) {
      if (error.cause !== undefined) {
        request.log.error({ err: error.cause }, "authorization failed");
      }
      return sendOAuthRefusal(reply, error);
    }
    if (error instanceof StoreUnavailableError) {
      const reason = "The store of used codes is unavailable. Try again later.";
      return sendOAuthRefusal(reply, new OAuthRefusal("temporarily_unavailable", reason, { status: 503 }));
    }
    const status = error.statusCode ?? FIRST_SERVER_ERROR;
    if (status < FIRST_SERVER_ERROR) {
      return sendOAuthRefusal(reply, new OAuthRefusal("invalid_request", "The body cannot be read.", { status }));
    }
    request.log.error({ err: error }, "request failed");
    return sendOAuthRefusal(
      reply,
      new OAuthRefusal("server_error", `This server failed, request ${request.id}.`, { status }),
    );
  });
}
