import { z } from "zod";
import { hideKeyLike } from "../../kit/hide-key.ts";
import { OAuthRefusal } from "../oauth-refusal.ts";
import type { Seal } from "../seal.ts";
import { readClientName } from "./client-name.ts";
import { parseRedirect, type TrustRedirect } from "./redirects.ts";
import type { RegisteredClient } from "./registered-client.ts";

const MAX_REDIRECTS = 10;
const MAX_REDIRECT_CHARS = 500;
/** The client id holds all of them and is part of an address. */
const MAX_REDIRECTS_CHARS = 1500;
const UNNAMED = "A program without a name";

const metadataSchema = z.object({
  redirect_uris: z.array(z.string().max(MAX_REDIRECT_CHARS)).min(1).max(MAX_REDIRECTS),
  client_name: z.string().optional(),
  grant_types: z.array(z.string()).optional(),
  response_types: z.array(z.string()).optional(),
});
const sealedSchema = z.object({ redirectUris: z.array(z.string()), name: z.string(), refreshes: z.boolean() });

/** The answer to a registration, after RFC 7591. */
export interface Registration {
  readonly client_id: string;
  readonly client_id_issued_at: number;
  readonly client_name: string;
  readonly redirect_uris: readonly string[];
  readonly grant_types: readonly string[];
  readonly response_types: readonly string[];
  /** Always: none of these programs can keep a secret. */
  readonly token_endpoint_auth_method: "none";
}

/** Dynamic registration without a store: the client id is the sealed registration. */
export interface Registrar {
  /** Throws an OAuthRefusal for metadata that cannot be accepted. */
  register(metadata: unknown): Promise<Registration>;
  open(clientId: string): Promise<RegisteredClient | undefined>;
}

export function createRegistrar(seal: Seal, isTrusted: TrustRedirect, now: () => number): Registrar {
  return {
    register: async (given) => {
      const { redirect_uris, client_name, grant_types } = readMetadata(given, isTrusted);
      const name = readClientName(client_name, UNNAMED);
      const refreshes = grant_types?.includes("refresh_token") ?? false;
      return {
        client_id: await seal.close("client", { redirectUris: redirect_uris, name, refreshes }),
        client_id_issued_at: Math.floor(now() / 1000),
        client_name: name,
        redirect_uris,
        grant_types: ["authorization_code", ...(refreshes ? ["refresh_token"] : [])],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
      };
    },
    open: async (clientId) => {
      const opened = await seal.open("client", clientId, sealedSchema);
      return opened && { id: clientId, ...opened };
    },
  };
}

function readMetadata(given: unknown, isTrusted: TrustRedirect): z.infer<typeof metadataSchema> {
  const { success, data } = metadataSchema.safeParse(given);
  if (!success) {
    const form = `redirect_uris must hold 1 to ${MAX_REDIRECTS} addresses of at most ${MAX_REDIRECT_CHARS} characters`;
    throw new OAuthRefusal("invalid_client_metadata", `The client metadata cannot be read: ${form}.`);
  }
  const { redirect_uris: uris, grant_types = ["authorization_code"], response_types = ["code"] } = data;
  if (!grant_types.includes("authorization_code") || !response_types.includes("code")) {
    throw new OAuthRefusal("invalid_client_metadata", "Only the authorization code grant is supported.");
  }
  if (uris.join("").length > MAX_REDIRECTS_CHARS) {
    const tooLong = `redirect_uris must not be longer than ${MAX_REDIRECTS_CHARS} characters together.`;
    throw new OAuthRefusal("invalid_redirect_uri", tooLong);
  }
  const refused = uris.findIndex((uri) => !isTrusted(uri));
  if (refused >= 0) {
    throw new OAuthRefusal("invalid_redirect_uri", describeUntrusted(uris[refused] ?? "", refused));
  }
  return data;
}

function describeUntrusted(uri: string, index: number): string {
  const host = parseRedirect(uri)?.host ?? "";
  const seen = host === "" ? `redirect_uris[${index}] cannot be used` : `${hideKeyLike(host)} is not trusted here`;
  return `${seen}. Addresses on loopback and on known hosts are accepted; the operator can add a host to OAUTH_REDIRECT_HOSTS.`;
}
