import { describe, expect, test } from "vitest";
import { readConfig, VARIABLE_NAMES } from "../../src/server/config.ts";
import { ConfigError } from "../../src/server/errors.ts";

const DEFAULTS = {
  port: 3000,
  host: "127.0.0.1",
  allowedHosts: [],
  allowedOrigins: [],
  trustedProxies: [],
  requestTimeoutMs: 30_000,
  rateLimitPerKey: 600,
  rateLimitPerAddress: 60,
  callLimits: { total: 128, perKey: 32, waitingPerKey: 64 },
  metricsHost: "127.0.0.1",
  auditLog: "stdout",
  auditsReads: false,
  requiresAudit: true,
  logLevel: "info",
  apiUrl: "https://www.digistore24.com/api/call",
  surface: "published",
  credentialTools: [],
  servesMoneyTools: true,
  verifiesKey: true,
  showsSecrets: false,
  masksPersonalData: false,
  operator: "",
  timeoutMs: 30_000,
  maxResultChars: 60_000,
};

function messageOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.message;
    }
    throw error;
  }
  throw new Error("the configuration was taken");
}

describe("a configuration", () => {
  test("of nothing has every default", () => {
    expect(readConfig({})).toEqual(DEFAULTS);
  });

  test("of empty texts is one of nothing", () => {
    expect(readConfig(Object.fromEntries(VARIABLE_NAMES.map((name) => [name, ""])))).toEqual(DEFAULTS);
  });

  test("does not look at variables of others", () => {
    expect(readConfig({ PATH: "/bin", DIGISTORE24_TIMEOUT: "x", port: "1" })).toEqual(DEFAULTS);
  });

  test("takes every variable there is", () => {
    const config = readConfig({
      PORT: "0",
      HOST: "0.0.0.0",
      ALLOWED_HOSTS: "mcp.example.com, two.example.com,",
      ALLOWED_ORIGINS: "app.example.com",
      TRUSTED_PROXIES: "10.0.0.1, fd00::/8",
      REQUEST_TIMEOUT_MS: "1000",
      RATE_LIMIT_PER_KEY: "0",
      RATE_LIMIT_PER_ADDRESS: "5",
      REDIS_URL: "redis://127.0.0.1:6379",
      KEY_HASH_SECRET: "sixteen letters!",
      MAX_CALLS: "3",
      MAX_CALLS_PER_KEY: "2",
      MAX_WAITING_PER_KEY: "1",
      METRICS_PORT: "9464",
      METRICS_HOST: "0.0.0.0",
      AUDIT_LOG: "off",
      AUDIT_READS: "true",
      AUDIT_REQUIRED: "false",
      LOG_LEVEL: "trace",
      DIGISTORE24_API_URL: "http://127.0.0.1:8124/api/call",
      DIGISTORE24_SURFACE: "full",
      DIGISTORE24_CREDENTIAL_TOOLS: "unregister, retrieveApiKey",
      DIGISTORE24_MONEY_TOOLS: "false",
      DIGISTORE24_VERIFY_KEY: "false",
      DIGISTORE24_SHOW_SECRETS: "yes",
      DIGISTORE24_MASK_PERSONAL_DATA: "true",
      DIGISTORE24_OPERATOR: "Agent ({client})",
      DIGISTORE24_TIMEOUT_MS: "1000",
      DIGISTORE24_MAX_RESULT_CHARS: "10000000",
    });
    expect(config).toEqual({
      port: 0,
      host: "0.0.0.0",
      allowedHosts: ["mcp.example.com", "two.example.com"],
      allowedOrigins: ["app.example.com"],
      trustedProxies: ["10.0.0.1", "fd00::/8"],
      requestTimeoutMs: 1000,
      rateLimitPerKey: 0,
      rateLimitPerAddress: 5,
      redisUrl: "redis://127.0.0.1:6379",
      keyHashSecret: "sixteen letters!",
      callLimits: { total: 3, perKey: 2, waitingPerKey: 1 },
      metricsPort: 9464,
      metricsHost: "0.0.0.0",
      auditLog: "off",
      auditsReads: true,
      requiresAudit: false,
      logLevel: "trace",
      apiUrl: "http://127.0.0.1:8124/api/call",
      surface: "full",
      credentialTools: ["unregister", "retrieveApiKey"],
      servesMoneyTools: false,
      verifiesKey: false,
      showsSecrets: true,
      masksPersonalData: true,
      operator: "Agent ({client})",
      timeoutMs: 1000,
      maxResultChars: 10_000_000,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test("knows these variables and no others", () => {
    expect(VARIABLE_NAMES).toEqual([
      "PORT",
      "HOST",
      "ALLOWED_HOSTS",
      "ALLOWED_ORIGINS",
      "TRUSTED_PROXIES",
      "REQUEST_TIMEOUT_MS",
      "RATE_LIMIT_PER_KEY",
      "RATE_LIMIT_PER_ADDRESS",
      "REDIS_URL",
      "KEY_HASH_SECRET",
      "MAX_CALLS",
      "MAX_CALLS_PER_KEY",
      "MAX_WAITING_PER_KEY",
      "METRICS_PORT",
      "METRICS_HOST",
      "AUDIT_LOG",
      "AUDIT_READS",
      "AUDIT_REQUIRED",
      "LOG_LEVEL",
      "DIGISTORE24_API_URL",
      "DIGISTORE24_SURFACE",
      "DIGISTORE24_CREDENTIAL_TOOLS",
      "DIGISTORE24_MONEY_TOOLS",
      "DIGISTORE24_VERIFY_KEY",
      "DIGISTORE24_SHOW_SECRETS",
      "DIGISTORE24_MASK_PERSONAL_DATA",
      "DIGISTORE24_OPERATOR",
      "DIGISTORE24_TIMEOUT_MS",
      "DIGISTORE24_MAX_RESULT_CHARS",
    ]);
  });
});

describe("a secret variable", () => {
  const SECRET = "hunter2";
  test.each([
    {
      env: { KEY_HASH_SECRET: SECRET },
      message: "KEY_HASH_SECRET is shorter than 16 characters, got a value that is not shown here",
    },
    {
      env: { REDIS_URL: `http://:${SECRET}@redis` },
      message: "REDIS_URL is no redis(s) address, got a value that is not shown here",
    },
    { env: { REDIS_URL: `redis://:${SECRET}@redis` }, message: /^REDIS_URL needs KEY_HASH_SECRET/ },
  ])("is not repeated: $message", ({ env, message }) => {
    expect(messageOf(env)).toMatch(message);
    expect(messageOf(env)).not.toContain(SECRET);
  });
});

const wrong: { name: string; value: string; message: string }[] = [
  { name: "PORT", value: "http", message: 'PORT is no whole number, got "http"' },
  { name: "PORT", value: "80.5", message: 'PORT is no whole number, got "80.5"' },
  { name: "PORT", value: "-1", message: 'PORT is no whole number, got "-1"' },
  { name: "PORT", value: " ", message: 'PORT is no whole number, got " "' },
  { name: "PORT", value: "65536", message: 'PORT is above 65535, got "65536"' },
  {
    name: "TRUSTED_PROXIES",
    value: "10.0.0.1,proxy",
    message: 'TRUSTED_PROXIES holds what is no IP address or range, got "10.0.0.1,proxy"',
  },
  {
    name: "LOG_LEVEL",
    value: "verbose",
    message: 'LOG_LEVEL is not one of fatal, error, warn, info, debug, trace, silent, got "verbose"',
  },
  {
    name: "DIGISTORE24_API_URL",
    value: "www.digistore24.com",
    message: 'DIGISTORE24_API_URL is no http(s) address, got "www.digistore24.com"',
  },
  {
    name: "DIGISTORE24_API_URL",
    value: "ftp://www.digistore24.com",
    message: 'DIGISTORE24_API_URL is no http(s) address, got "ftp://www.digistore24.com"',
  },
  {
    name: "DIGISTORE24_SURFACE",
    value: "all",
    message: 'DIGISTORE24_SURFACE is not one of published, full, got "all"',
  },
  {
    name: "DIGISTORE24_VERIFY_KEY",
    value: "perhaps",
    message:
      'DIGISTORE24_VERIFY_KEY is not one of true, 1, yes, on, y, enabled, false, 0, no, off, n, disabled, got "perhaps"',
  },
  { name: "DIGISTORE24_TIMEOUT_MS", value: "999", message: 'DIGISTORE24_TIMEOUT_MS is below 1000, got "999"' },
  { name: "DIGISTORE24_TIMEOUT_MS", value: "600001", message: 'DIGISTORE24_TIMEOUT_MS is above 600000, got "600001"' },
  { name: "DIGISTORE24_TIMEOUT_MS", value: "30s", message: 'DIGISTORE24_TIMEOUT_MS is no whole number, got "30s"' },
  {
    name: "DIGISTORE24_MAX_RESULT_CHARS",
    value: "10",
    message: 'DIGISTORE24_MAX_RESULT_CHARS is below 1000, got "10"',
  },
  {
    name: "DIGISTORE24_MAX_RESULT_CHARS",
    value: "1e6",
    message: 'DIGISTORE24_MAX_RESULT_CHARS is no whole number, got "1e6"',
  },
  {
    name: "LOG_LEVEL",
    value: "a\nb",
    message: String.raw`LOG_LEVEL is not one of fatal, error, warn, info, debug, trace, silent, got "a\nb"`,
  },
];

test.each(wrong)("$name=$value stops the start with one line that names both", ({ name, value, message }) => {
  expect(messageOf({ [name]: value })).toBe(message);
});

test("all wrong values are named at once, the right ones not", () => {
  expect(messageOf({ PORT: "x", DIGISTORE24_SURFACE: "y", HOST: "secret.internal" })).toBe(
    'PORT is no whole number, got "x"; DIGISTORE24_SURFACE is not one of published, full, got "y"',
  );
});
