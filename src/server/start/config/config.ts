import type { QuestionLanguage } from "../../confirm/money.ts";
import type { MoneyBound } from "../../confirm/money-limit.ts";
import type { ConfirmLevel } from "../../contract/confirm-level.ts";
import type { SurfaceName } from "../../contract/surface.ts";
import { ConfigError } from "../../kit/errors.ts";
import type { OAuthSettings } from "../../oauth/settings.ts";
import type { CallLimits } from "../../upstream/call-places.ts";
import { SECRET_COMMAND } from "./parse-secret.ts";
import { readOAuthSettings } from "./read-oauth-settings.ts";
import { readVariables } from "./read-variables.ts";

export { KEY_VARIABLE, VARIABLE_NAMES } from "./read-variables.ts";

export interface Config {
  /** 0 picks a free port. */
  readonly port: number;
  readonly host: string;
  /** Host names that requests may be addressed to, in addition to this machine's own; as in a URL, without port. */
  readonly allowedHosts: readonly string[];
  /** Host names of web pages that may call, with any scheme and port, in addition to this machine's own. */
  readonly allowedOrigins: readonly string[];
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is trusted. */
  readonly trustedProxies: readonly string[];
  /** A client that takes longer to send its request is disconnected. */
  readonly requestTimeoutMs: number;
  /** Messages per minute; 0 means no limit. */
  readonly rateLimitPerKey: number;
  /** Refused requests per minute, without a key or with a wrong one. */
  readonly rateLimitPerAddress: number;
  /** The Redis in which several instances count together. If absent, each instance counts for itself. */
  readonly redisUrl?: string | undefined;
  /** Makes hashes of keys comparable between instances and restarts. */
  readonly keyHashSecret?: string | undefined;
  /** Whether single requests are answered without the SDK's HTTP handler. */
  readonly hasLane: boolean;
  /** If absent, web agents are not served. */
  readonly oauth?: OAuthSettings | undefined;
  readonly callLimits: CallLimits;
  /** If absent, there are no metrics. */
  readonly metricsPort?: number | undefined;
  readonly metricsHost: string;
  /** A file, `stdout` or `off`. */
  readonly auditLog: string;
  readonly auditsReads: boolean;
  /** Whether writes are refused while the audit log cannot be written to. */
  readonly requiresAudit: boolean;
  readonly logLevel: string;
  readonly apiUrl: string;
  readonly surface: SurfaceName;
  /** Tools that are served although they handle credentials. */
  readonly credentialTools: readonly string[];
  /** Whether tools that charge or refund at once are served. */
  readonly servesMoneyTools: boolean;
  /** Whether the hand-written tools that answer sellers' questions are served. */
  readonly servesInsights: boolean;
  /** Calls to the API for one of their answers. */
  readonly maxInsightCalls: number;
  /** Which calls ask a person first. */
  readonly confirm: ConfirmLevel;
  readonly confirmLanguage: QuestionLanguage;
  /** What one account may move; empty for no limit. */
  readonly moneyLimit: readonly MoneyBound[];
  /** Whether a key is checked with the API before its first request is served. */
  readonly verifiesKey: boolean;
  /** Whether answers may contain API keys, passphrases and test payment keys. */
  readonly showsSecrets: boolean;
  /** Whether buyers' names, addresses, e-mail addresses and phone numbers are replaced in answers. */
  readonly masksPersonalData: boolean;
  /** The name of the agent in the vendor's own log of writes. `{client}` stands for the client's name; empty means no name. */
  readonly operator: string;
  readonly timeoutMs: number;
  readonly maxResultChars: number;
}

/** Reads and checks the environment. A ConfigError names every variable with a wrong value, and shows no other values. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const values = readVariables(env);
  if (values.REDIS_URL !== undefined && values.KEY_HASH_SECRET === undefined) {
    throw new ConfigError(
      `REDIS_URL needs KEY_HASH_SECRET, the same for all instances, so that they count a key as one (example: KEY_HASH_SECRET=$(${SECRET_COMMAND}))`,
    );
  }
  if (values.METRICS_PORT === values.PORT && values.METRICS_HOST === values.HOST && values.PORT !== 0) {
    throw new ConfigError(`METRICS_PORT must differ from PORT, got ${values.PORT} for both; 0 picks a free one`);
  }
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    allowedHosts: values.ALLOWED_HOSTS ?? [],
    allowedOrigins: values.ALLOWED_ORIGINS ?? [],
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    rateLimitPerKey: values.RATE_LIMIT_PER_KEY,
    rateLimitPerAddress: values.RATE_LIMIT_PER_ADDRESS,
    redisUrl: values.REDIS_URL,
    keyHashSecret: values.KEY_HASH_SECRET,
    hasLane: values.MCP_LANE,
    oauth: readOAuthSettings(values),
    callLimits: {
      total: values.MAX_CALLS,
      perKey: values.MAX_CALLS_PER_KEY,
      waitingPerKey: values.MAX_WAITING_PER_KEY,
    },
    metricsPort: values.METRICS_PORT,
    metricsHost: values.METRICS_HOST,
    auditLog: values.AUDIT_LOG,
    auditsReads: values.AUDIT_READS,
    requiresAudit: values.AUDIT_REQUIRED,
    logLevel: values.LOG_LEVEL,
    apiUrl: values.DIGISTORE24_API_URL,
    surface: values.DIGISTORE24_SURFACE,
    credentialTools: values.DIGISTORE24_CREDENTIAL_TOOLS ?? [],
    servesMoneyTools: values.DIGISTORE24_MONEY_TOOLS,
    servesInsights: values.DIGISTORE24_INSIGHTS,
    maxInsightCalls: values.INSIGHTS_MAX_CALLS,
    confirm: values.CONFIRM,
    confirmLanguage: values.CONFIRM_LANGUAGE,
    moneyLimit: values.MONEY_LIMIT ?? [],
    verifiesKey: values.DIGISTORE24_VERIFY_KEY,
    showsSecrets: values.DIGISTORE24_SHOW_SECRETS,
    masksPersonalData: values.DIGISTORE24_MASK_PERSONAL_DATA,
    operator: values.DIGISTORE24_OPERATOR,
    timeoutMs: values.DIGISTORE24_TIMEOUT_MS,
    maxResultChars: values.DIGISTORE24_MAX_RESULT_CHARS,
  });
}
