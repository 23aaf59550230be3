import { QUESTION_LANGUAGES } from "../../confirm/money.ts";
import { CONFIRM_LEVELS } from "../../contract/confirm-level.ts";
import { SURFACE_NAMES } from "../../contract/surface.ts";
import { addressRanges } from "./parse-address-range.ts";
import { hostName, listenAddress } from "./parse-host.ts";
import { moneyBounds } from "./parse-money.ts";
import { publicOrigin } from "./parse-public-url.ts";
import { digistoreKey, SECRET_COMMAND, sealingSecrets, secret } from "./parse-secret.ts";
import { auditDestination, operatorText, toolName } from "./parse-text.ts";
import { apiAddress, redisAddress } from "./parse-url.ts";
import { languageOf, listOf, oneOf, type Parse, wholeNumber, yesOrNo } from "./parse-values.ts";
import type { VariableGroup } from "./variable-groups.ts";

export interface Variable<T> {
  /** Converts text to a value, or throws a WrongValueError. */
  readonly parse: Parse<T>;
  /** As an operator would write it. A variable without a default may be absent. */
  readonly default?: string;
  readonly example: string;
  /** The section of docs/operating.md that describes it. */
  readonly group: VariableGroup;
  /** The text in the table of that section. */
  readonly meaning: string;
  /** Never repeated in a message. A Redis address may contain a password. */
  readonly isSecret?: boolean;
}

const MAX_PORT = 65_535;
const port = wholeNumber(0, MAX_PORT);
const milliseconds = wholeNumber(1000, 600_000);
const perMinute = wholeNumber(0, 1_000_000);
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Every variable that the server reads, by group, in the order of docs/operating.md. */
export const VARIABLES = {
  PORT: {
    group: "network",
    parse: port,
    default: "3000",
    example: "3000",
    meaning: "port of the endpoint; `0` picks a free one",
  },
  HOST: {
    group: "network",
    parse: listenAddress,
    default: "127.0.0.1",
    example: "127.0.0.1",
    meaning: "IP address or host name to listen on",
  },
  ALLOWED_HOSTS: {
    group: "network",
    parse: listOf(hostName),
    example: "mcp.example.com",
    meaning:
      "comma list of host names, without scheme or port, that requests may be addressed to, in addition to this machine's own",
  },
  ALLOWED_ORIGINS: {
    group: "network",
    parse: listOf(hostName),
    example: "app.example.com",
    meaning:
      "comma list of host names, without scheme or port, whose web pages may call, in addition to this machine's own",
  },
  TRUSTED_PROXIES: {
    group: "network",
    parse: addressRanges,
    example: "10.0.0.1,fd00::/8",
    meaning:
      "comma list of addresses or ranges of your reverse proxies, whose `X-Forwarded-For`, `-Host` and `-Proto` are believed; a range of all addresses is refused",
  },
  REQUEST_TIMEOUT_MS: {
    group: "network",
    parse: milliseconds,
    default: "30000",
    example: "30000",
    meaning: "a client that takes longer to send its request is disconnected",
  },
  MCP_LANE: {
    group: "network",
    parse: yesOrNo,
    default: "true",
    example: "off",
    meaning: "answer single requests directly, without the HTTP handler of the MCP SDK; the answers are the same",
  },
  DIGISTORE24_SURFACE: {
    group: "tools",
    parse: oneOf(SURFACE_NAMES),
    default: "published",
    example: "full",
    meaning: "`published` (86 tools) or `full` (all functions, among them refunds and deletions)",
  },
  DIGISTORE24_MONEY_TOOLS: {
    group: "tools",
    parse: yesOrNo,
    default: "true",
    example: "false",
    meaning: "serve the tools that charge or refund immediately; with `false` no connection has them",
  },
  DIGISTORE24_CREDENTIAL_TOOLS: {
    group: "tools",
    parse: listOf(toolName),
    example: "unregister",
    meaning:
      "comma list of `requestApiKey`, `retrieveApiKey`, `unregister`: these hand out or destroy keys and stay off, even on `full`, unless named",
  },
  DIGISTORE24_INSIGHTS: {
    group: "tools",
    parse: yesOrNo,
    default: "true",
    example: "false",
    meaning:
      "serve the tools that answer a seller's question in one call, such as `reportSales`, next to those of the API's functions",
  },
  INSIGHTS_MAX_CALLS: {
    group: "tools",
    parse: wholeNumber(5, 1000),
    default: "60",
    example: "200",
    meaning:
      "calls to Digistore24 for one such answer; if a shop needs more, the answer covers only a part of the period and says so",
  },
  CONFIRM: {
    group: "questions",
    parse: oneOf(CONFIRM_LEVELS),
    default: "money",
    example: "destructive",
    meaning:
      "which calls ask a person first: `money` (those that charge or refund), `destructive` (also those that overwrite or delete) or `off`; a request can ask for more with `X-MCP-Confirm`",
  },
  CONFIRM_LANGUAGE: {
    group: "questions",
    parse: languageOf(QUESTION_LANGUAGES),
    default: "en",
    example: "de",
    meaning: "language of these questions: `en` or `de`",
  },
  MONEY_LIMIT: {
    group: "questions",
    parse: moneyBounds,
    example: "EUR 500/day,EUR 200/call",
    meaning:
      "comma list of what one account may charge and refund, per call and per day (UTC); currencies that are not named are refused. Without `REDIS_URL`, a restart begins the day again",
  },
  DIGISTORE24_MASK_PERSONAL_DATA: {
    group: "answers",
    parse: yesOrNo,
    default: "false",
    example: "true",
    meaning: "replace buyers' names, addresses, e-mail addresses and phone numbers in answers with placeholders",
  },
  DIGISTORE24_SHOW_SECRETS: {
    group: "answers",
    parse: yesOrNo,
    default: "false",
    example: "true",
    meaning: "leave API keys, passphrases and test payment keys readable in answers",
  },
  DIGISTORE24_MAX_RESULT_CHARS: {
    group: "answers",
    parse: wholeNumber(1000, 10_000_000),
    default: "40000",
    example: "40000",
    meaning: "longest answer; a longer one is cut at whole items and says how to get the rest",
  },
  PUBLIC_URL: {
    group: "webAgents",
    parse: publicOrigin,
    example: "https://mcp.example.com",
    meaning:
      "address at which people reach the server, `https` and without a path: lets web agents such as claude.ai and ChatGPT connect by OAuth at its `/mcp`; needs `OAUTH_SECRETS`",
  },
  OAUTH_SECRETS: {
    group: "webAgents",
    parse: sealingSecrets,
    example: `$(${SECRET_COMMAND})`,
    meaning: `one secret of 32 bytes under which the tokens of web agents are sealed (\`${SECRET_COMMAND}\` makes one), or two with a comma, of which the second only opens older tokens; the same on all instances`,
    isSecret: true,
  },
  DIGISTORE24_DEVELOPER_KEY: {
    group: "webAgents",
    parse: digistoreKey,
    example: "12345-KeyOfTheDeveloper",
    meaning:
      "developer key with which users of web agents get their API key on Digistore24's own page; without it, they paste one",
    isSecret: true,
  },
  OAUTH_TOKEN_DAYS: {
    group: "webAgents",
    parse: wholeNumber(1, 90),
    default: "30",
    example: "7",
    meaning: "days after which a web agent's access token expires, `1` to `90`",
  },
  OAUTH_REDIRECT_HOSTS: {
    group: "webAgents",
    parse: listOf(hostName),
    example: "agent.example.com",
    meaning:
      "comma list of host names, without scheme or port, that web agents may send people back to, in addition to the known agents' and to this machine's own",
  },
  REDIS_URL: {
    group: "instances",
    parse: redisAddress,
    example: "redis://127.0.0.1:6379",
    meaning:
      "address of the Redis in which several instances count together and accept each other's confirmations; without it each counts for itself and accepts only its own",
    isSecret: true,
  },
  KEY_HASH_SECRET: {
    group: "instances",
    parse: secret,
    example: "<16 or more random characters>",
    meaning:
      "16 characters or more: makes the hashes of keys in logs the same over restarts and instances; needed with `REDIS_URL`",
    isSecret: true,
  },
  RATE_LIMIT_PER_KEY: {
    group: "limits",
    parse: perMinute,
    default: "600",
    example: "600",
    meaning: "messages a minute with one API key; `0` means no limit",
  },
  RATE_LIMIT_PER_ADDRESS: {
    group: "limits",
    parse: perMinute,
    default: "60",
    example: "60",
    meaning:
      "refused requests a minute from one address, without a key or with a wrong one, whatever the method; `0` means no limit",
  },
  MAX_CALLS: {
    group: "limits",
    parse: wholeNumber(1, 10_000),
    default: "128",
    example: "128",
    meaning:
      "calls in progress to Digistore24 for all keys together; the same number may wait. Checks of keys have a separate limit of the same size",
  },
  MAX_CALLS_PER_KEY: {
    group: "limits",
    parse: wholeNumber(1, 10_000),
    default: "32",
    example: "32",
    meaning: "calls in progress for one key",
  },
  MAX_WAITING_PER_KEY: {
    group: "limits",
    parse: wholeNumber(0, 10_000),
    default: "64",
    example: "64",
    meaning:
      "calls of one key that may wait, for ten seconds at most, once it has `MAX_CALLS_PER_KEY` in progress; further ones are refused as busy",
  },
  AUDIT_LOG: {
    group: "records",
    parse: auditDestination,
    default: "stdout",
    example: "/var/log/digistore24-mcp/audit.log",
    meaning:
      "destination of one line per change, and per read with `AUDIT_READS`: a file (reopened on SIGHUP), `stdout` or `off`",
  },
  AUDIT_READS: {
    group: "records",
    parse: yesOrNo,
    default: "false",
    example: "true",
    meaning: "record calls that only read as well",
  },
  AUDIT_REQUIRED: {
    group: "records",
    parse: yesOrNo,
    default: "true",
    example: "false",
    meaning: "refuse changes while the audit log cannot be written",
  },
  LOG_LEVEL: {
    group: "records",
    parse: oneOf(LOG_LEVELS),
    default: "info",
    example: "warn",
    meaning:
      "`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`; logs are JSON lines on stdout, and plain ones in a terminal",
  },
  METRICS_PORT: {
    group: "records",
    parse: port,
    example: "9464",
    meaning: "port that serves Prometheus metrics at `/metrics`; without it, there are none",
  },
  METRICS_HOST: {
    group: "records",
    parse: listenAddress,
    default: "127.0.0.1",
    example: "127.0.0.1",
    meaning: "IP address or host name to serve metrics on",
  },
  DIGISTORE24_API_URL: {
    group: "api",
    parse: apiAddress,
    default: "https://www.digistore24.com/api/call",
    example: "https://www.digistore24.com/api/call",
    meaning: "address that function names are appended to; point it at the sandbox to try things",
  },
  DIGISTORE24_VERIFY_KEY: {
    group: "api",
    parse: yesOrNo,
    default: "true",
    example: "false",
    meaning:
      "ask Digistore24 about a key before its first request is served, and refuse a wrong one; asked once every five minutes",
  },
  DIGISTORE24_TIMEOUT_MS: {
    group: "api",
    parse: milliseconds,
    default: "30000",
    example: "30000",
    meaning: "how long a call may take, including retries; statistics and long lists get more",
  },
  DIGISTORE24_OPERATOR: {
    group: "api",
    parse: operatorText,
    default: "",
    example: "Agent ({client})",
    meaning: "name sent to Digistore24's own log with each change; `{client}` stands for the agent's name",
  },
} as const satisfies Readonly<Record<string, Variable<unknown>>>;

type Declared = typeof VARIABLES;
export type VariableName = keyof Declared;

/** The parsed values. An absent variable without a default is undefined. */
export type Values = {
  readonly [Name in VariableName]:
    | ReturnType<Declared[Name]["parse"]>
    | (Declared[Name] extends { default: string } ? never : undefined);
};
