import { z } from "zod";
import { ConfigError } from "./errors.ts";
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

/** Every variable the server reads, with its default. README's table lists the same. */
const environment = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  ALLOWED_HOSTS: list.default([]),
  ALLOWED_ORIGINS: list.default([]),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  DIGISTORE24_API_URL: z
    .url({ protocol: /^https?$/, error: "is no http(s) address" })
    .default("https://www.digistore24.com/api/call"),
  DIGISTORE24_SURFACE: z.enum(SURFACE_NAMES).default("published"),
  DIGISTORE24_CREDENTIAL_TOOLS: list.default([]),
  DIGISTORE24_VERIFY_KEY: yesOrNo(true),
  DIGISTORE24_SHOW_SECRETS: yesOrNo(false),
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
  readonly logLevel: string;
  readonly apiUrl: string;
  readonly surface: (typeof SURFACE_NAMES)[number];
  /** Tools that handle credentials and are served all the same. */
  readonly credentialTools: readonly string[];
  /** Whether a key is tried when an agent connects. */
  readonly verifiesKey: boolean;
  /** Whether answers may hold API keys, passphrases and test payment keys. */
  readonly showsSecrets: boolean;
  readonly timeoutMs: number;
  readonly maxResultChars: number;
}

export const VARIABLE_NAMES: readonly string[] = Object.keys(environment.shape);

/** Reads and checks the environment. A ConfigError names every variable that holds a wrong value, never the value of others. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(VARIABLE_NAMES.filter((name) => env[name]).map((name) => [name, env[name]]));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => describeIssue(issue, given)).join("; "));
  }
  const { data } = parsed;
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    allowedHosts: data.ALLOWED_HOSTS,
    allowedOrigins: data.ALLOWED_ORIGINS,
    logLevel: data.LOG_LEVEL,
    apiUrl: data.DIGISTORE24_API_URL,
    surface: data.DIGISTORE24_SURFACE,
    credentialTools: data.DIGISTORE24_CREDENTIAL_TOOLS,
    verifiesKey: data.DIGISTORE24_VERIFY_KEY,
    showsSecrets: data.DIGISTORE24_SHOW_SECRETS,
    timeoutMs: data.DIGISTORE24_TIMEOUT_MS,
    maxResultChars: data.DIGISTORE24_MAX_RESULT_CHARS,
  });
}

function describeIssue(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const problem = issue.code === "invalid_value" ? `is not one of ${issue.values.join(", ")}` : issue.message;
  return `${name} ${problem}, got ${JSON.stringify(given[name])}`;
}
