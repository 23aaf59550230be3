import { ConfigError } from "../../kit/errors.ts";
import type { OAuthSettings } from "../../oauth/settings.ts";
import { VARIABLES, type Values } from "./variables.ts";

/** These have no meaning without the front door. */
const ADDITIONS = ["DIGISTORE24_DEVELOPER_KEY", "OAUTH_REDIRECT_HOSTS"] as const;

/** The settings of the front door for web agents, or undefined if it is off. A half set is a ConfigError. */
export function readOAuthSettings(values: Values): OAuthSettings | undefined {
  const { PUBLIC_URL: publicUrl, OAUTH_SECRETS: secrets } = values;
  if (publicUrl === undefined || secrets === undefined) {
    assertOff(values);
    return undefined;
  }
  return Object.freeze({
    publicUrl,
    secrets,
    developerKey: values.DIGISTORE24_DEVELOPER_KEY,
    tokenDays: values.OAUTH_TOKEN_DAYS,
    redirectHosts: values.OAUTH_REDIRECT_HOSTS ?? [],
  });
}

function assertOff(values: Values): void {
  if (values.PUBLIC_URL !== undefined) {
    throw new ConfigError(
      `PUBLIC_URL needs OAUTH_SECRETS, under which the tokens of web agents are sealed (example: OAUTH_SECRETS=${VARIABLES.OAUTH_SECRETS.example})`,
    );
  }
  if (values.OAUTH_SECRETS !== undefined) {
    throw new ConfigError(
      `OAUTH_SECRETS needs PUBLIC_URL, the address that people type, without its path (example: PUBLIC_URL=${VARIABLES.PUBLIC_URL.example})`,
    );
  }
  const addition = ADDITIONS.find((name) => values[name] !== undefined);
  if (addition) {
    throw new ConfigError(`${addition} needs PUBLIC_URL and OAUTH_SECRETS, without which web agents are not served`);
  }
}
