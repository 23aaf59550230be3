import type {
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from "@modelcontextprotocol/client";
import { REDIRECT } from "../../../support/oauth.ts";

/** What a program of the SDK keeps, in memory. Both versions of the SDK use the same names. */
export class MemoryProvider implements OAuthClientProvider {
  readonly redirectUrl = REDIRECT;
  readonly clientMetadata = {
    client_name: "SDK Agent",
    redirect_uris: [REDIRECT],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
  /** The pages that the person was sent to so far. */
  readonly opened: URL[] = [];
  readonly clientMetadataUrl?: string;
  readonly #kept = new Map<string, unknown>();

  constructor(clientMetadataUrl?: string) {
    if (clientMetadataUrl !== undefined) {
      this.clientMetadataUrl = clientMetadataUrl;
    }
  }

  state(): string {
    return `state-${this.opened.length}`;
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.#kept.get("client") as StoredOAuthClientInformation | undefined;
  }

  saveClientInformation(information: StoredOAuthClientInformation): void {
    this.#kept.set("client", information);
  }

  tokens(): StoredOAuthTokens | undefined {
    return this.#kept.get("tokens") as StoredOAuthTokens | undefined;
  }

  saveTokens(tokens: StoredOAuthTokens): void {
    this.#kept.set("tokens", tokens);
  }

  codeVerifier(): string {
    return String(this.#kept.get("verifier"));
  }

  saveCodeVerifier(verifier: string): void {
    this.#kept.set("verifier", verifier);
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#kept.get("discovery") as OAuthDiscoveryState | undefined;
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#kept.set("discovery", state);
  }

  redirectToAuthorization(url: URL): void {
    this.opened.push(url);
  }

  invalidateCredentials(scope: string): void {
    for (const name of scope === "all" ? [...this.#kept.keys()] : [scope]) {
      this.#kept.delete(name);
    }
  }
}
