import type { OAuthErrorName } from "../oauth-refusal.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";

type Place = Pick<AuthorizationRequest, "redirectUri" | "state">;

/** The address that takes a code to the program. */
export function withCode(publicUrl: string, place: Place, code: string): string {
  return answerAddress(publicUrl, place, { code });
}

/** The address that takes a refusal to the program. */
export function withError(publicUrl: string, place: Place, error: OAuthErrorName, description: string): string {
  return answerAddress(publicUrl, place, { error, error_description: description });
}

/** Each answer names its issuer once (RFC 9207), so that a program notices an answer of another server. */
function answerAddress(
  publicUrl: string,
  { redirectUri, state }: Place,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  const all = { ...answer, ...(state !== undefined && { state }), iss: publicUrl };
  for (const [name, value] of Object.entries(all)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}
