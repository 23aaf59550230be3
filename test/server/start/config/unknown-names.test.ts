import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../../src/server/kit/errors.ts";
import { readConfig } from "../../../../src/server/start/config/config.ts";

function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return "";
}

describe("a misspelled variable stops the start", () => {
  test.each([
    ["MONEY_LIMITS", "MONEY_LIMIT"],
    ["MONEYLIMIT", "MONEY_LIMIT"],
    ["MONY_LIMIT", "MONEY_LIMIT"],
    ["money_limit", "MONEY_LIMIT"],
    ["MONEY_LIMIT_PER_DAY", "MONEY_LIMIT"],
    ["MONEY_TOOLS", "DIGISTORE24_MONEY_TOOLS"],
    ["OAUTH_SECRET", "OAUTH_SECRETS"],
    ["OAUTH_REDIRECT_HOST", "OAUTH_REDIRECT_HOSTS"],
    ["ALLOWED_HOST", "ALLOWED_HOSTS"],
    ["ALLOWED_ORIGIN", "ALLOWED_ORIGINS"],
    ["PUBLIC_URLS", "PUBLIC_URL"],
    ["PUBLIC_URI", "PUBLIC_URL"],
    ["CONFIRMS", "CONFIRM"],
    ["CONFRIM", "CONFIRM"],
    ["TRUSTED_PROXY", "TRUSTED_PROXIES"],
    ["TRUST_PROXIES", "TRUSTED_PROXIES"],
    ["METRIC_PORT", "METRICS_PORT"],
    ["REDIS_URLS", "REDIS_URL"],
    ["KEY_HASH_SECRETS", "KEY_HASH_SECRET"],
    ["AUDIT_LOGS", "AUDIT_LOG"],
    ["AUDIT_READ", "AUDIT_READS"],
    ["RATE_LIMIT_PER_KEYS", "RATE_LIMIT_PER_KEY"],
    ["MASK_PERSONAL_DATA", "DIGISTORE24_MASK_PERSONAL_DATA"],
    ["DIGISTORE_MASK_PERSONAL_DATA", "DIGISTORE24_MASK_PERSONAL_DATA"],
    ["CREDENTIAL_TOOLS", "DIGISTORE24_CREDENTIAL_TOOLS"],
  ])("%s means %s", (name, meant) => {
    expect(messageOf({ [name]: "hunter2" })).toMatch(
      new RegExp(`^${name} is not a variable of this server, the nearest is ${meant}(?=:|$)`),
    );
    expect(messageOf({ [name]: "hunter2" })).not.toContain("hunter2");
  });

  test("and says what to do if it belongs to another program", () => {
    expect(messageOf({ REDIS_URI: "redis://cache" })).toBe(
      "REDIS_URI is not a variable of this server, the nearest is REDIS_URL: set that one instead, or remove REDIS_URI if it belongs to another program",
    );
  });

  test("even if the right name is there, but empty, as compose.yaml sets it", () => {
    expect(messageOf({ CONFIRM: "", CONFIRMS: "destructive" })).toContain("the nearest is CONFIRM");
  });

  test("unless it has no value, as a variable that was meant to be absent", () => {
    expect(messageOf({ MONEY_LIMITS: "" })).toBe("");
  });

  test("unless the right name is set, too: then the other belongs to another program", () => {
    expect(messageOf({ ALLOWED_HOST: "other", ALLOWED_HOSTS: "mcp.example.com" })).toBe("");
  });

  test("unless no other program could have a name like it: then both are refused", () => {
    expect(messageOf({ MONEY_LIMITS: "EUR 5/day", MONEY_LIMIT: "EUR 500/day" })).toContain("MONEY_LIMITS");
  });
});

test("variables of other programs and of the system do not stop the start", () => {
  const names = [
    ...["HOME", "PATH", "USER", "SHELL", "LANG", "TERM", "HOSTNAME", "HOSTS", "PORTS", "POST", "GHOST", "TZ", "PWD"],
    ...["NODE_ENV", "NODE_OPTIONS", "npm_config_cache", "npm_lifecycle_event", "INIT_CWD", "CI", "EDITOR"],
    ...["API_KEY", "API_URL", "API_HOST", "OPERATOR", "SURFACE", "INSIGHTS", "TIMEOUT", "TIMEOUT_MS", "CONFIG"],
    ...["REDIS_HOST", "REDIS_PORT", "REDIS_TLS_URL", "REDIS_PASSWORD", "REDISCLOUD_URL", "DATABASE_URL", "MONGO_URL"],
    ...["LOGLEVEL", "LOG_LEVELS", "LOG_FORMAT", "LOG_FILE", "RUST_LOG", "DEBUG", "VERBOSE", "AUDIT", "AUDIT_TRAIL"],
    ...["OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET", "OAUTH_TOKEN", "SECRET_KEY", "SECRET_KEY_BASE", "SESSION_SECRET"],
    ...["PUBLIC_DIR", "PUBLIC_PATH", "BASE_URL", "ROOT_URL", "SITE_URL", "HTTP_PORT", "HTTPS_PORT", "HTTP_PROXY"],
    ...["HTTPS_PROXY", "NO_PROXY", "ALLOWED_IPS", "METRICS_PATH", "METRICS_ENABLED", "RATE_LIMIT", "MAX_WORKERS"],
    ...["MCP_NAME", "MCP_SERVER", "MCP_TIMEOUT", "MAX_MCP_OUTPUT_TOKENS", "KUBERNETES_SERVICE_HOST", "WEB_CONCURRENCY"],
    ...["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", "SYSTEMD_EXEC_PID", "INVOCATION_ID", "JOURNAL_STREAM"],
    ...["GITHUB_TOKEN", "VSCODE_PID", "SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "DISPLAY", "COMPOSE_PROFILES", "DYNO"],
    ...["DIGISTORE_API_KEY", "HOST_NAME", "DEVELOPER_DIR", "PORT_NUMBER", "LESS", "x".repeat(100_000)],
  ];
  expect(messageOf(Object.fromEntries(names.map((name) => [name, "1"])))).toBe("");
});

test.each([
  ["MASK", "MASK_PERSONAL_DATA"],
  ["PERSONAL_DATA", "MASK_PERSONAL_DATA"],
  ["MASK_DATA", "MASK_PERSONAL_DATA"],
  ["SHOW", "SHOW_SECRETS"],
  ["SECRETS", "SHOW_SECRETS"],
  ["MONEY", "MONEY_TOOLS"],
  ["CREDENTIALS", "CREDENTIAL_TOOLS"],
  ["MAX_CHARS", "MAX_RESULT_CHARS"],
  ["RESULT_CHARS", "MAX_RESULT_CHARS"],
  ["VERIFY", "VERIFY_KEY"],
  ["DEVELOPER", "DEVELOPER_KEY"],
  ["URL", "API_URL"],
  ["KEY", "API_KEY"],
  ["INSIGHT", "INSIGHTS"],
])("the truncated name DIGISTORE24_%s is followed by the one that was meant", (name, meant) => {
  expect(messageOf({ [`DIGISTORE24_${name}`]: "1" })).toBe(
    `DIGISTORE24_${name} is not a variable of this server, the nearest is DIGISTORE24_${meant}: set that one instead, or remove DIGISTORE24_${name}`,
  );
});

test.each(["FOO", "X", "HOME", "WEBHOOK", "SRFC", "ÄÖÜ"])(
  "DIGISTORE24_%s is like no variable, so none is named",
  (name) => {
    expect(messageOf({ [`DIGISTORE24_${name}`]: "1" })).toBe(
      `DIGISTORE24_${name} is not a variable of this server, and none has a name like it: remove DIGISTORE24_${name}, or set one of those in docs/operating.md instead`,
    );
  },
);

test.each([
  ["PRT", "PORT"],
  ["HOTS", "HOST"],
  ["SUFRACE", "DIGISTORE24_SURFACE"],
  ["INSIHGTS", "DIGISTORE24_INSIGHTS"],
  ["OPERATR", "DIGISTORE24_OPERATOR"],
])("DIGISTORE24_%s shares no word with %s, but nearly all letters", (name, meant) => {
  expect(messageOf({ [`DIGISTORE24_${name}`]: "1" })).toContain(`the nearest is ${meant}:`);
});
