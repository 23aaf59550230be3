/** The settings of the front door for web agents. Without them nothing of it is served. */
export interface OAuthSettings {
  /** The origin that people type, without a path: `https://mcp.example.com`. Only on loopback may it be http. */
  readonly publicUrl: string;
  /** One or two of 32 bytes. The first seals; all of them open. */
  readonly secrets: readonly Buffer[];
  /** With it, people get their key by agreeing on Digistore24's own page. */
  readonly developerKey?: string | undefined;
  /** The lifetime of an access token. */
  readonly tokenDays: number;
  /** Hosts that a program may send people back to, in addition to the known ones and to loopback. */
  readonly redirectHosts: readonly string[];
}
