import type { FastifyReply } from "fastify";

/** The error codes of RFC 6749, 7591, 8707 and 9700 that are used here. */
export type OAuthErrorName =
  | "invalid_request"
  | "invalid_grant"
  | "invalid_scope"
  | "invalid_target"
  | "invalid_redirect_uri"
  | "invalid_client_metadata"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "access_denied"
  | "server_error"
  | "temporarily_unavailable";

interface RefusalDetails {
  /** Default: 400. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** For the log of this server. */
  readonly cause?: unknown;
}

/** A refused request. The description is shown to developers and repeats nothing that was sent. */
export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";
  readonly error: OAuthErrorName;
  readonly details: RefusalDetails;

  constructor(error: OAuthErrorName, description: string, details: RefusalDetails = {}) {
    super(description, details.cause === undefined ? {} : { cause: details.cause });
    this.error = error;
    this.details = details;
  }
}

/** Sends a refusal as the JSON that the token, registration and revocation endpoints answer with. */
export function sendOAuthRefusal(reply: FastifyReply, { error, message, details }: OAuthRefusal): FastifyReply {
  if (details.retryAfterSeconds !== undefined) {
    reply.header("retry-after", details.retryAfterSeconds);
  }
  return reply
    .code(details.status ?? 400)
    .header("cache-control", "no-store")
    .send({ error, error_description: message });
}
