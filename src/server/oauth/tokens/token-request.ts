import { OAuthRefusal } from "../oauth-refusal.ts";

/** The parameters of a request to the token or revocation endpoint, each given once and none empty. */
export type TokenRequest = Readonly<Record<string, string | undefined>>;

/** A parameter without which a request means nothing. */
export function requiredOf(request: TokenRequest, name: string): string {
  const value = request[name];
  if (value === undefined) {
    throw new OAuthRefusal("invalid_request", `${name} is missing.`);
  }
  return value;
}
