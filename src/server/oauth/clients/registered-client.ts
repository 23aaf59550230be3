/** A program that asks for access, as it has described itself. None has a secret. */
export interface RegisteredClient {
  /** The address of its metadata document, or its sealed registration. */
  readonly id: string;
  /** As people see it. Any program can choose any name. */
  readonly name: string;
  /** The host of the metadata document, which vouches for the name; undefined for a registration. */
  readonly host?: string | undefined;
  readonly redirectUris: readonly string[];
  /** Whether it wants refresh tokens. */
  readonly refreshes: boolean;
}
