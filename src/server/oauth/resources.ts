import {
  buildOAuthProtectedResourceMetadata,
  getOAuthProtectedResourceMetadataUrl,
  type OAuthMetadata,
  type OAuthProtectedResourceMetadata,
} from "@modelcontextprotocol/server";
import { ENDPOINT_PATHS, type EndpointPath, partPath, type Reach } from "../contract/endpoint-paths.ts";
import { isLoopback } from "../kit/loopback.ts";
import { RESOURCE_SCOPES, SERVER_SCOPES } from "./scopes.ts";

/** The endpoint that programs reach by OAuth. The other one is for keys in a header and never mentions OAuth. */
export const OAUTH_ENDPOINT = "/mcp";
export const RESOURCE_PATHS: readonly EndpointPath[] = ENDPOINT_PATHS.filter(
  ({ endpoint }) => endpoint === OAUTH_ENDPOINT,
);

/** The identifier of a protected resource: the address as people type it. */
export function resourceOf(publicUrl: string, path: EndpointPath, toolsets = ""): string {
  const shown = encodeURIComponent(toolsets).replaceAll("%2C", ",");
  return publicUrl + partPath(path.endpoint, shown, path.reach);
}

/** The address of a resource's metadata, after RFC 9728. */
export function metadataUrlOf(resource: string): string {
  return getOAuthProtectedResourceMetadataUrl(new URL(resource));
}

/** The metadata of the authorization server, after RFC 8414. */
export function serverMetadata(publicUrl: string): OAuthMetadata & Record<string, unknown> {
  return {
    issuer: publicUrl,
    authorization_endpoint: `${publicUrl}/authorize`,
    token_endpoint: `${publicUrl}/token`,
    registration_endpoint: `${publicUrl}/register`,
    revocation_endpoint: `${publicUrl}/revoke`,
    scopes_supported: [...SERVER_SCOPES],
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    // Together with "none" above: without both, claude.ai registers a new client for each connection.
    client_id_metadata_document_supported: true,
  };
}

/** The metadata of one protected resource. */
export function resourceMetadata(publicUrl: string, resource: string): OAuthProtectedResourceMetadata {
  const metadata = buildOAuthProtectedResourceMetadata({
    oauthMetadata: serverMetadata(publicUrl),
    resourceServerUrl: new URL(resource),
    scopesSupported: [...RESOURCE_SCOPES],
    resourceName: "Digistore24",
    dangerouslyAllowInsecureIssuerUrl: isLoopback(new URL(publicUrl).hostname),
  });
  // The strings are compared exactly, and a URL object would add a slash to the issuer.
  return { ...metadata, resource, authorization_servers: [publicUrl], bearer_methods_supported: ["header"] };
}

/** The router reads no more than 100 characters of toolsets, so a longer resource could not be used. */
const RESOURCE_PATH = /^\/mcp(?:\/x\/(?<toolsets>[\w,-]{1,100}))?(?:\/(?<reach>safe|readonly))?$/;

/** The path parts of a resource identifier; undefined if it is not one of this server's. Compared exactly. */
export function partsOfResource(
  publicUrl: string,
  resource: string,
): { readonly toolsets?: string | undefined; readonly reach: Reach } | undefined {
  const found = resource.startsWith(publicUrl) ? RESOURCE_PATH.exec(resource.slice(publicUrl.length)) : null;
  return found
    ? { toolsets: found.groups?.["toolsets"], reach: (found.groups?.["reach"] ?? "all") as Reach }
    : undefined;
}
