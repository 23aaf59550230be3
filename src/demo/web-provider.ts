import { randomBytes } from "node:crypto";
import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from "@modelcontextprotocol/client";

const AGENT_NAME = "Demo agent";

/** What an agent remembers of one connection by OAuth. In memory only: it ends with the demo. */
export class WebProvider implements OAuthClientProvider {
  readonly redirectUrl: string;
  #state = randomBytes(16).toString("base64url");
  #client: StoredOAuthClientInformation | undefined;
  #tokens: StoredOAuthTokens | undefined;
  #verifier = "";
  #discovered: OAuthDiscoveryState | undefined;
  #address: URL | undefined;

  constructor(redirectUrl: string) {
    this.redirectUrl = redirectUrl;
  }

  /**
   * For one answer. A client whose token is refused begins again, with another verifier, and the address of this
   * connection has to stay good.
   */
  copy(): WebProvider {
    const copy = new WebProvider(this.redirectUrl);
    copy.#state = this.#state;
    copy.#client = this.#client;
    copy.#verifier = this.#verifier;
    copy.#discovered = this.#discovered;
    return copy;
  }

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: AGENT_NAME,
      redirect_uris: [this.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    };
  }

  /** Where a browser has to go; undefined before the agent has asked for it. */
  get address(): URL | undefined {
    return this.#address;
  }

  redirectToAuthorization(address: URL): void {
    this.#address = address;
  }

  state(): string {
    return this.#state;
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.#client;
  }

  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.#client = client;
  }

  tokens(): StoredOAuthTokens | undefined {
    return this.#tokens;
  }

  saveTokens(tokens: StoredOAuthTokens): void {
    this.#tokens = tokens;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovered;
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovered = state;
  }
}
