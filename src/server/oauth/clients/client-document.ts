import { z } from "zod";
import { isLoopback } from "../../kit/loopback.ts";
import { parseAddress } from "../../kit/parse-address.ts";
import { ClientDocumentError, showClientId } from "./client-document-error.ts";
import { readClientName } from "./client-name.ts";
import type { RegisteredClient } from "./registered-client.ts";

const MAX_REDIRECTS = 20;
const MAX_REDIRECT_CHARS = 2000;
/** Browsers run or show these themselves, so the code would not reach a program. */
const NEVER_REDIRECTED_TO = new Set(["javascript:", "data:", "vbscript:", "blob:", "file:", "about:", "view-source:"]);
const NO_SECRET = "none";
/** A document that anybody can read must not choose such a method at all. */
const SHARED_SECRET = /^client_secret_/;

const withRedirects = `redirect_uris must hold 1 to ${MAX_REDIRECTS} addresses of at most ${MAX_REDIRECT_CHARS} characters`;
const usable =
  "redirect_uris must hold https addresses, http addresses of this machine or those of an app, without fragments";
const withoutSecret =
  "this server has no secrets of programs, so token_endpoint_auth_method must be none, or be chosen from a list with none in token_endpoint_auth_methods_supported";
const withCode = "grant_types must include authorization_code, and response_types code, where they are given";

const membersSchema = z.object(
  {
    client_id: z.string("client_id is missing"),
    redirect_uris: z
      .array(z.string(withRedirects).max(MAX_REDIRECT_CHARS, withRedirects), withRedirects)
      .min(1, withRedirects)
      .max(MAX_REDIRECTS, withRedirects)
      .refine((uris) => uris.every(isUsableRedirect), usable),
    client_name: z.string("client_name must be text").optional(),
    token_endpoint_auth_method: z.string(withoutSecret).optional(),
    token_endpoint_auth_methods_supported: z.array(z.string(withoutSecret), withoutSecret).optional(),
    client_secret: z.undefined(withoutSecret).optional(),
    client_secret_expires_at: z.undefined(withoutSecret).optional(),
    grant_types: listWith("authorization_code"),
    response_types: listWith("code"),
  },
  "it must be a JSON object",
);
const documentSchema = membersSchema.refine(worksWithoutSecret, withoutSecret);

/** Reads the document of a client id. Throws a ClientDocumentError if it cannot be used. */
export function readClientDocument(document: unknown, url: URL): RegisteredClient {
  const { success, data, error } = documentSchema.safeParse(document);
  if (!success) {
    throw unusable(url, error.issues[0]?.message ?? "");
  }
  if (data.client_id !== url.href) {
    throw unusable(url, "its client_id must be its own address");
  }
  return {
    id: url.href,
    name: readClientName(data.client_name, url.host),
    host: url.host,
    redirectUris: data.redirect_uris,
    // Documents of agents often leave out what they can do.
    refreshes: data.grant_types?.includes("refresh_token") ?? true,
  };
}

export function unusable(url: URL, reason: string): ClientDocumentError {
  const seen = `The client metadata document ${showClientId(url.href)} cannot be used: ${reason}.`;
  return new ClientDocumentError("document", `${seen} Its maker must correct it.`);
}

function listWith(value: string) {
  return z
    .array(z.string(withCode), withCode)
    .refine((values) => values.includes(value), withCode)
    .optional();
}

/** A program may prefer requests that it signs, as ChatGPT does, if it says that it can do without. */
function worksWithoutSecret(document: z.infer<typeof membersSchema>): boolean {
  const { token_endpoint_auth_method: preferred = NO_SECRET, token_endpoint_auth_methods_supported: others = [] } =
    document;
  return preferred === NO_SECRET || (!SHARED_SECRET.test(preferred) && others.includes(NO_SECRET));
}

function isUsableRedirect(uri: string): boolean {
  // Parsing an address removes some characters, which a header or a page would then contain.
  if (!/^[\x21-\x7e]+$/.test(uri) || uri.includes("#") || parseAddress(uri) === undefined) {
    return false;
  }
  const { protocol, hostname, username, password } = new URL(uri);
  const isEncrypted = protocol !== "http:" || isLoopback(hostname);
  return isEncrypted && !NEVER_REDIRECTED_TO.has(protocol) && username === "" && password === "";
}
