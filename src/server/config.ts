import { z } from "zod";
import { ConfigError } from "./errors.ts";
import type { CallLimits } from "./limit-calls.ts";
import { SURFACE_NAMES } from "./surface.ts";

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ""),
);
const yesOrNo = (fallback: boolean) => z.stringbool().default(fallback);
const whole = (smallest: number, largest: number) =>
  z
    .string()
    .regex(/^\d+$/, "is no whole number")
    .transform(Number)
    .pipe(z.number().min(smallest, `is below ${smallest}`).max(largest, `is above ${largest}`));

const proxy = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], "holds what is no IP address or range");

/** Every variable the server reads, with its default. README's table lists the same. */
const environment = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  ALLOWED_HOSTS: list.default([]),
  ALLOWED_ORIGINS: list.default([]),
  TRUSTED_PROXIES: list.pipe(z.array(proxy)).default([]),
  REQUEST_TIMEOUT_MS: whole(1000, 600_000).default(30_000),
  RATE_LIMIT_PER_KEY: whole(0, 1_000_000).default(600),
  RATE_LIMIT_PER_ADDRESS: whole(0, 1_000_000).default(60),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "is no redis(s) address" }).optional(),
  KEY_HASH_SECRET: z.string().min(16, "is shorter than 16 characters").optional(),
  MAX_CALLS: whole(1, 10_000).default(128),
  MAX_CALLS_PER_KEY: whole(1, 10_000).default(32),
  MAX_WAITING_PER_KEY: whole(0, 10_000).default(64),
  METRICS_PORT: whole(0, 65_535).optional(),
  METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  AUDIT_LOG: z.string().min(1).default("stdout"),
  AUDIT_READS: yesOrNo(false),
  AUDIT_REQUIRED: yesOrNo(true),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  DIGISTORE24_API_URL: z
    .url({ protocol: /^https?$/, error: "is no http(s) address" })
    .default("https://www.digistore24.com/api/call"),
  DIGISTORE24_SURFACE: z.enum(SURFACE_NAMES).default("published"),
  DIGISTORE24_CREDENTIAL_TOOLS: list.default([]),
  DIGISTORE24_MONEY_TOOLS: yesOrNo(true),
  DIGISTORE24_VERIFY_KEY: yesOrNo(true),
  DIGISTORE24_SHOW_SECRETS: yesOrNo(false),
  DIGISTORE24_MASK_PERSONAL_DATA: yesOrNo(false),
  DIGISTORE24_OPERATOR: z.string().max(100, "is longer than 100 characters").default(""),
  DIGISTORE24_TIMEOUT_MS: whole(1000, 600_000).default(30_000),
  DIGISTORE24_MAX_RESULT_CHARS: whole(1000, 10_000_000).default(60_000),
});

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Host names, without port, that requests may be addressed to, besides those of this machine. */
  readonly allowedHosts: readonly string[];
  /** Host names of web pages that may call, besides those of this machine. */
  readonly allowedOrigins: readonly string[];
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** A client that takes longer to send its request is cut off. */
  readonly requestTimeoutMs: number;
  /** Messages in a minute; 0 is without limit. */
  readonly rateLimitPerKey: number;
  /** Refused requests in a minute: those without a key or with a wrong one. */
  readonly rateLimitPerAddress: number;
  /** Where several instances count together; absent, each counts for itself. */
  readonly redisUrl?: string | undefined;
  /** Makes the hashes of keys comparable between instances and starts. */
  readonly keyHashSecret?: string | undefined;
  readonly callLimits: CallLimits;
  /** Absent, there are no metrics. */
  readonly metricsPort?: number | undefined;
  readonly metricsHost: string;
  /** A file, `stdout` or `off`. */
  readonly auditLog: string;
  readonly auditsReads: boolean;
  /** Whether writes are refused while the audit log cannot be written. */
  readonly requiresAudit: boolean;
  readonly logLevel: string;
  readonly apiUrl: string;
  readonly surface: (typeof SURFACE_NAMES)[number];
  /** Tools that handle credentials and are served all the same. */
  readonly credentialTools: readonly string[];
  /** Whether tools that charge or refund at once are served. */
  readonly servesMoneyTools: boolean;
  /** Whether the API is asked about a key before its first request is served. */
  readonly verifiesKey: boolean;
  /** Whether answers may hold API keys, passphrases and test payment keys. */
  readonly showsSecrets: boolean;
  /** Whether buyers' names, addresses, e-mail addresses and phone numbers are replaced in answers. */
  readonly masksPersonalData: boolean;
  /** Names the agent to the vendor's own log on writes, `{client}` being the client's name; empty: does not. */
  readonly operator: string;
  readonly timeoutMs: number;
  readonly maxResultChars: number;
}

/** Never repeated in a message: a Redis address may hold a password. */
const SECRET_VARIABLES = new Set(["REDIS_URL", "KEY_HASH_SECRET"]);

export const VARIABLE_NAMES: readonly string[] = Object.keys(environment.shape);

/** Reads and checks the environment. A ConfigError names every variable that holds a wrong value, and no other's value. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(VARIABLE_NAMES.filter((name) => env[name]).map((name) => [name, env[name]]));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => describeIssue(issue, given)).join("; "));
  }
  const { data } = parsed;
  if (data.REDIS_URL !== undefined && data.KEY_HASH_SECRET === undefined) {
    throw new ConfigError(
      "REDIS_URL needs KEY_HASH_SECRET, the same for all instances, so that they count a key as one",
    );
  }
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    allowedHosts: data.ALLOWED_HOSTS,
    allowedOrigins: data.ALLOWED_ORIGINS,
    trustedProxies: data.TRUSTED_PROXIES,
    requestTimeoutMs: data.REQUEST_TIMEOUT_MS,
    rateLimitPerKey: data.RATE_LIMIT_PER_KEY,
    rateLimitPerAddress: data.RATE_LIMIT_PER_ADDRESS,
    redisUrl: data.REDIS_URL,
    keyHashSecret: data.KEY_HASH_SECRET,
    callLimits: { total: data.MAX_CALLS, perKey: data.MAX_CALLS_PER_KEY, waitingPerKey: data.MAX_WAITING_PER_KEY },
    metricsPort: data.METRICS_PORT,
    metricsHost: data.METRICS_HOST,
    auditLog: data.AUDIT_LOG,
    auditsReads: data.AUDIT_READS,
    requiresAudit: data.AUDIT_REQUIRED,
    logLevel: data.LOG_LEVEL,
    apiUrl: data.DIGISTORE24_API_URL,
    surface: data.DIGISTORE24_SURFACE,
    credentialTools: data.DIGISTORE24_CREDENTIAL_TOOLS,
    servesMoneyTools: data.DIGISTORE24_MONEY_TOOLS,
    verifiesKey: data.DIGISTORE24_VERIFY_KEY,
    showsSecrets: data.DIGISTORE24_SHOW_SECRETS,
    masksPersonalData: data.DIGISTORE24_MASK_PERSONAL_DATA,
    operator: data.DIGISTORE24_OPERATOR,
    timeoutMs: data.DIGISTORE24_TIMEOUT_MS,
    maxResultChars: data.DIGISTORE24_MAX_RESULT_CHARS,
  });
}

function describeIssue(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const problem = issue.code === "invalid_value" ? `is not one of ${issue.values.join(", ")}` : issue.message;
  const seen = SECRET_VARIABLES.has(name) ? "a value that is not shown here" : JSON.stringify(given[name]);
  return `${name} ${problem}, got ${seen}`;
}
