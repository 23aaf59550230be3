import { describe, expect, test } from "vitest";
import { createSurfaces } from "../../../../src/server/contract/surface.ts";
import { createToolRegistry } from "../../../../src/server/contract/tool-registry.ts";
import { ConfigError } from "../../../../src/server/kit/errors.ts";
import { readConfig, VARIABLE_NAMES } from "../../../../src/server/start/config/config.ts";
import { VARIABLES as DECLARED, type Variable } from "../../../../src/server/start/config/variables.ts";
import { openTestApp } from "../../../support/test-app.ts";

const DEFAULTS = {
  port: 3000,
  host: "127.0.0.1",
  allowedHosts: [],
  allowedOrigins: [],
  trustedProxies: [],
  requestTimeoutMs: 30_000,
  hasLane: true,
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
  servesInsights: true,
  maxInsightCalls: 60,
  confirm: "money",
  confirmLanguage: "en",
  moneyLimit: [],
  verifiesKey: true,
  showsSecrets: false,
  masksPersonalData: false,
  operator: "",
  timeoutMs: 30_000,
  maxResultChars: 40_000,
};

const VARIABLES: Readonly<Record<string, Variable<unknown>>> = DECLARED;
const registry = createToolRegistry();
const KEY = "100001-SECRETTOKENOFAKEY";
const SECRET = "0123456789abcdef".repeat(4);
const OLDER_SECRET = "fedcba9876543210".repeat(4);

/** Each variable with a value that differs from its default. */
const EVERY_VARIABLE: Readonly<Record<string, string>> = {
  PORT: "0",
  HOST: "0.0.0.0",
  ALLOWED_HOSTS: "mcp.example.com, two.example.com,",
  ALLOWED_ORIGINS: "app.example.com",
  TRUSTED_PROXIES: "10.0.0.1, fd00::/8",
  REQUEST_TIMEOUT_MS: "1000",
  MCP_LANE: "off",
  RATE_LIMIT_PER_KEY: "0",
  RATE_LIMIT_PER_ADDRESS: "5",
  REDIS_URL: "redis://127.0.0.1:6379",
  KEY_HASH_SECRET: "sixteen letters!",
  PUBLIC_URL: "https://mcp.example.com",
  OAUTH_SECRETS: `${SECRET}, ${OLDER_SECRET}`,
  DIGISTORE24_DEVELOPER_KEY: ` ${KEY} `,
  OAUTH_TOKEN_DAYS: "90",
  OAUTH_REDIRECT_HOSTS: "Agent.example.com, two.example.com",
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
  DIGISTORE24_INSIGHTS: "false",
  INSIGHTS_MAX_CALLS: "200",
  CONFIRM: "destructive",
  CONFIRM_LANGUAGE: "de",
  MONEY_LIMIT: "EUR 500/day, usd 19.9/call",
  DIGISTORE24_VERIFY_KEY: "false",
  DIGISTORE24_SHOW_SECRETS: "yes",
  DIGISTORE24_MASK_PERSONAL_DATA: "true",
  DIGISTORE24_OPERATOR: "Agent ({client})",
  DIGISTORE24_TIMEOUT_MS: "1000",
  DIGISTORE24_MAX_RESULT_CHARS: "10000000",
};

/** Everything that can prevent the start: the names of tools are checked when the surface is built. */
function messageOf(env: Record<string, string>): string {
  try {
    createSurfaces(registry, readConfig(env));
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.message;
    }
    throw error;
  }
  throw new Error("the configuration was taken");
}

/** Without one variable of a set, the start may fail. */
function configOrMessage(env: Readonly<Record<string, string>>): unknown {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.message;
    }
    throw error;
  }
}

describe("a configuration", () => {
  test("of an empty environment has every default", () => {
    expect(readConfig({})).toEqual(DEFAULTS);
  });

  test("of empty texts equals that of an empty environment", () => {
    expect(readConfig(Object.fromEntries(VARIABLE_NAMES.map((name) => [name, ""])))).toEqual(DEFAULTS);
  });

  test("ignores variables of other programs", () => {
    expect(readConfig({ PATH: "/bin", DIGISTORE_SHOP: "x", port: "1" })).toEqual(DEFAULTS);
  });

  test("leaves the key to the commands that need one", () => {
    expect(readConfig({ DIGISTORE24_API_KEY: "100001-SOMEKEY" })).toEqual(DEFAULTS);
  });

  test("ignores variables that Kubernetes and Docker set for a service with this prefix", () => {
    const links = {
      DIGISTORE24_MCP_SERVICE_HOST: "10.0.0.1",
      DIGISTORE24_MCP_SERVICE_PORT: "80",
      DIGISTORE24_MCP_SERVICE_PORT_HTTP: "80",
      DIGISTORE24_MCP_PORT: "tcp://10.0.0.1:80",
      DIGISTORE24_MCP_PORT_80_TCP: "tcp://10.0.0.1:80",
      DIGISTORE24_MCP_PORT_80_TCP_ADDR: "10.0.0.1",
    };
    expect(readConfig(links)).toEqual(DEFAULTS);
  });

  test("refuses a variable of this server with a prefix that it does not have, and names the right one", () => {
    for (const name of ["PORT", "METRICS_PORT", "LOG_LEVEL"]) {
      expect(() => readConfig({ [`DIGISTORE24_${name}`]: "9464" })).toThrow(
        `DIGISTORE24_${name} is not a variable of this server, the nearest is ${name}`,
      );
    }
  });

  test("reads every variable", () => {
    const config = readConfig(EVERY_VARIABLE);
    expect(config).toEqual({
      port: 0,
      host: "0.0.0.0",
      allowedHosts: ["mcp.example.com", "two.example.com"],
      allowedOrigins: ["app.example.com"],
      trustedProxies: ["10.0.0.1", "fd00::/8"],
      requestTimeoutMs: 1000,
      hasLane: false,
      rateLimitPerKey: 0,
      rateLimitPerAddress: 5,
      redisUrl: "redis://127.0.0.1:6379",
      keyHashSecret: "sixteen letters!",
      oauth: {
        publicUrl: "https://mcp.example.com",
        secrets: [SECRET, OLDER_SECRET].map((secret) => Buffer.from(secret, "hex")),
        developerKey: KEY,
        tokenDays: 90,
        redirectHosts: ["agent.example.com", "two.example.com"],
      },
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
      servesInsights: false,
      maxInsightCalls: 200,
      confirm: "destructive",
      confirmLanguage: "de",
      moneyLimit: [
        { currency: "EUR", cents: 50_000, per: "day" },
        { currency: "USD", cents: 1990, per: "call" },
      ],
      verifiesKey: false,
      showsSecrets: true,
      masksPersonalData: true,
      operator: "Agent ({client})",
      timeoutMs: 1000,
      maxResultChars: 10_000_000,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test.each(VARIABLE_NAMES)("depends on %s", (name) => {
    const { [name]: value, ...others } = EVERY_VARIABLE;
    expect(value).toBeDefined();
    expect(configOrMessage(others)).not.toEqual(configOrMessage(EVERY_VARIABLE));
  });

  test("has exactly these variables", () => {
    expect(VARIABLE_NAMES).toEqual([
      "PORT",
      "HOST",
      "ALLOWED_HOSTS",
      "ALLOWED_ORIGINS",
      "TRUSTED_PROXIES",
      "REQUEST_TIMEOUT_MS",
      "MCP_LANE",
      "DIGISTORE24_SURFACE",
      "DIGISTORE24_MONEY_TOOLS",
      "DIGISTORE24_CREDENTIAL_TOOLS",
      "DIGISTORE24_INSIGHTS",
      "INSIGHTS_MAX_CALLS",
      "CONFIRM",
      "CONFIRM_LANGUAGE",
      "MONEY_LIMIT",
      "DIGISTORE24_MASK_PERSONAL_DATA",
      "DIGISTORE24_SHOW_SECRETS",
      "DIGISTORE24_MAX_RESULT_CHARS",
      "PUBLIC_URL",
      "OAUTH_SECRETS",
      "DIGISTORE24_DEVELOPER_KEY",
      "OAUTH_TOKEN_DAYS",
      "OAUTH_REDIRECT_HOSTS",
      "REDIS_URL",
      "KEY_HASH_SECRET",
      "RATE_LIMIT_PER_KEY",
      "RATE_LIMIT_PER_ADDRESS",
      "MAX_CALLS",
      "MAX_CALLS_PER_KEY",
      "MAX_WAITING_PER_KEY",
      "AUDIT_LOG",
      "AUDIT_READS",
      "AUDIT_REQUIRED",
      "LOG_LEVEL",
      "METRICS_PORT",
      "METRICS_HOST",
      "DIGISTORE24_API_URL",
      "DIGISTORE24_VERIFY_KEY",
      "DIGISTORE24_TIMEOUT_MS",
      "DIGISTORE24_OPERATOR",
    ]);
  });
});

describe("a name with our prefix that is not ours", () => {
  test.each([
    { name: "DIGISTORE24_MASK_PERSONL_DATA", nearest: "DIGISTORE24_MASK_PERSONAL_DATA" },
    { name: "DIGISTORE24_TIMEOUT", nearest: "DIGISTORE24_TIMEOUT_MS" },
    { name: "DIGISTORE24_APIKEY", nearest: "DIGISTORE24_API_KEY" },
    { name: "digistore24_surface", nearest: "DIGISTORE24_SURFACE" },
  ])("$name stops the start with the nearest one, without its value", ({ name, nearest }) => {
    expect(messageOf({ [name]: "hunter2" })).toBe(
      `${name} is not a variable of this server, the nearest is ${nearest}: set that one instead, or remove ${name}`,
    );
  });
});

describe("host names", () => {
  test.each([
    { value: "MCP.Example.COM", name: "mcp.example.com" },
    { value: "bücher.example", name: "xn--bcher-kva.example" },
    { value: "mcp.example.com.", name: "mcp.example.com" },
    { value: "digistore24_mcp", name: "digistore24_mcp" },
    { value: "192.0.2.1", name: "192.0.2.1" },
    { value: "::1", name: "[::1]" },
    { value: "[2001:DB8::0:1]", name: "[2001:db8::1]" },
  ])("$value is taken as requests have it", ({ value, name }) => {
    const { allowedHosts, allowedOrigins } = readConfig({ ALLOWED_HOSTS: value, ALLOWED_ORIGINS: value });
    expect([allowedHosts, allowedOrigins]).toEqual([[name], [name]]);
  });

  test.each(["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"])("%s can be listened on", (value) => {
    expect(readConfig({ HOST: value, METRICS_HOST: value })).toMatchObject({ host: value, metricsHost: value });
  });
});

test.each(["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "::ffff:10.0.0.1", "0.0.0.0/1", "10.1.2.3/32"])(
  "the endpoint starts with the proxy %s",
  async (value) => {
    const { app } = openTestApp({ TRUSTED_PROXIES: value });
    await app.ready();
    await app.close();
    expect(readConfig({ TRUSTED_PROXIES: value }).trustedProxies).toEqual([value]);
  },
);

test("proxies may be many, as long as they are not everybody", () => {
  const all = ["0.0.0.0/1", "128.0.0.0/2", "10.0.0.0/8", "192.0.0.0/3", "224.0.0.0/4", "8000::/1"];
  expect(readConfig({ TRUSTED_PROXIES: all.join(",") }).trustedProxies).toEqual(all);
});

test.each([
  ["https://shop.example/api/call/", "https://shop.example/api/call"],
  ["HTTP://Shop.Example:8124/", "http://shop.example:8124"],
])("the address %s is taken as %s", (value, address) => {
  expect(readConfig({ DIGISTORE24_API_URL: value }).apiUrl).toBe(address);
});

test.each([
  ["https://MCP.Example.com/", "https://mcp.example.com"],
  ["HTTPS://mcp.example.com:443", "https://mcp.example.com"],
  ["https://mcp.example.com.:8443/", "https://mcp.example.com:8443"],
  ["https://bücher.example", "https://xn--bcher-kva.example"],
  ["http://localhost:3000/", "http://localhost:3000"],
  ["http://127.0.0.1:80", "http://127.0.0.1"],
  ["http://[::1]:3000", "http://[::1]:3000"],
  ["https://192.0.2.1", "https://192.0.2.1"],
])("web agents that come to %s are served at %s", (value, address) => {
  expect(readConfig({ PUBLIC_URL: value, OAUTH_SECRETS: SECRET }).oauth?.publicUrl).toBe(address);
});

test("the secret of web agents' tokens can be written in hex and in both forms of base64", () => {
  const bytes = Buffer.alloc(32, "\u00fb\u00ff\u00fe", "latin1");
  const spellings = [bytes.toString("hex"), bytes.toString("base64"), bytes.toString("base64url")];
  expect(spellings[1]).toMatch(/[+/].*=$/);
  for (const spelling of [...spellings, spellings[0]?.toUpperCase() ?? "", `${spellings[2]}=`]) {
    const { oauth } = readConfig({ PUBLIC_URL: "https://mcp.example.com", OAUTH_SECRETS: spelling });
    expect(oauth).toEqual({
      publicUrl: "https://mcp.example.com",
      secrets: [bytes],
      tokenDays: 30,
      redirectHosts: [],
    });
  }
});

test("half of what web agents need stops the start with one line that names the rest", () => {
  const [url, secrets] = [{ PUBLIC_URL: "https://mcp.example.com" }, { OAUTH_SECRETS: SECRET }];
  const [developer, hosts] = [{ DIGISTORE24_DEVELOPER_KEY: KEY }, { OAUTH_REDIRECT_HOSTS: "agent.example.com" }];
  const withoutSecrets =
    "PUBLIC_URL needs OAUTH_SECRETS, under which the tokens of web agents are sealed (example: OAUTH_SECRETS=$(openssl rand -hex 32))";
  const withoutUrl =
    "OAUTH_SECRETS needs PUBLIC_URL, the address that people type, without its path (example: PUBLIC_URL=https://mcp.example.com)";
  const needsBoth = "needs PUBLIC_URL and OAUTH_SECRETS, without which web agents are not served";
  expect(messageOf(url)).toBe(withoutSecrets);
  expect(messageOf({ ...url, ...developer, ...hosts })).toBe(withoutSecrets);
  expect(messageOf(secrets)).toBe(withoutUrl);
  expect(messageOf({ ...secrets, ...developer })).toBe(withoutUrl);
  expect(messageOf(developer)).toBe(`DIGISTORE24_DEVELOPER_KEY ${needsBoth}`);
  expect(messageOf(hosts)).toBe(`OAUTH_REDIRECT_HOSTS ${needsBoth}`);
  expect(readConfig({ OAUTH_TOKEN_DAYS: "7" })).toEqual(DEFAULTS);
});

interface WrongValue {
  readonly value: string;
  /** The text after the name. */
  readonly problem: string;
  /** The value that the message shows, if it differs from the given one. */
  readonly seen?: string;
}

const HIDDEN = "a value that is not shown here because it may hold a secret";
const PORTS = "must be a whole number from 0 to 65535";
const FLAG = "must be true or false (or yes/no, on/off, 1/0, y/n, enabled/disabled)";
const NAMES_ALONE = "must hold host names alone, without scheme, port or path";
const NO_WILDCARD = "must name every host in full, because wildcards never match";
const LISTEN = "must be an IP address or a host name alone, without scheme, port or brackets";
const RANGES = "must hold IP addresses or CIDR ranges";
const EVERYBODY = "must not trust every address, since any caller could then claim any address";
const EMPTY = "must hold at least one entry";
const AUDIT = "must be a file, stdout or off";
const NO_FILE = "must be the path of a file, not a folder or an address";
const REDIS = "must be a redis or rediss address with a host";

const WEB_ONLY = "must begin with https, because keys pass through it";
const ORIGIN = "must end after the host, without path, query, fragment or user name";
const SEALING =
  "must hold secrets of exactly 32 bytes, each as 64 hex digits or 43 characters of base64: " +
  `make one with openssl rand -hex 32 or node -p "crypto.randomBytes(32).toString('hex')"`;
const TWO_SECRETS = "must hold one or two secrets: the first seals, both open";
const SAME_SECRET = "must hold two different secrets, or only one";
const OUR_KEY = "must be a key of Digistore24";
const numbers = (problem: string, ...values: string[]) => values.map((value) => ({ value, problem }));
const LIMITS = "must hold limits such as EUR 500/day or EUR 200/call, separated by commas";
const flags = numbers(FLAG, "perhaps", "2", "ja", " ");
const hosts: WrongValue[] = [
  { value: "https://shop.example/", problem: `${NAMES_ALONE}: write shop.example` },
  { value: "shop.example:443", problem: `${NAMES_ALONE}: write shop.example` },
  { value: "mcp.example.com, Shop.Example/mcp", problem: `${NAMES_ALONE}: write shop.example` },
  { value: "[::1]:3000", problem: `${NAMES_ALONE}: write [::1]` },
  { value: "https://me:hunter2@shop.example", problem: `${NAMES_ALONE}: write shop.example`, seen: HIDDEN },
  { value: "*.example.com", problem: NO_WILDCARD },
  { value: "*", problem: NO_WILDCARD },
  { value: "3000", problem: NAMES_ALONE },
  { value: "shop example", problem: NAMES_ALONE },
  { value: "-shop.example", problem: NAMES_ALONE },
  { value: "shop..example", problem: NAMES_ALONE },
  { value: ",", problem: EMPTY },
];
const listening: WrongValue[] = [
  { value: "http://127.0.0.1:3000/", problem: `${LISTEN}: write 127.0.0.1` },
  { value: "localhost:3000", problem: `${LISTEN}: write localhost` },
  { value: "[::1]", problem: `${LISTEN}: write ::1` },
  { value: "*", problem: LISTEN },
  { value: "3000", problem: LISTEN },
  { value: " ", problem: LISTEN },
];

const WRONG: Readonly<Record<string, readonly WrongValue[]>> = {
  PORT: numbers(PORTS, "http", "80.5", "-1", " ", "65536", "99999999999999999999"),
  HOST: listening,
  ALLOWED_HOSTS: hosts,
  ALLOWED_ORIGINS: hosts,
  TRUSTED_PROXIES: [
    { value: "0.0.0.0/0", problem: EVERYBODY },
    { value: "10.0.0.1, ::/0", problem: EVERYBODY },
    { value: "0.0.0.0/1,128.0.0.0/1", problem: EVERYBODY },
    { value: "128.0.0.0/1, 10.0.0.1, 64.0.0.0/2, 0.0.0.0/2", problem: EVERYBODY },
    { value: "::ffff:0:0/97,128.0.0.0/1", problem: EVERYBODY },
    { value: "::/1", problem: EVERYBODY },
    { value: "::ffff:0:0/96", problem: EVERYBODY },
    { value: "::ffff:0.0.0.0/96", problem: EVERYBODY },
    { value: "10.0.0.1,proxy", problem: RANGES },
    { value: "10.0.0.0/33", problem: RANGES },
    { value: "10.0.0.0/255.0.0.0", problem: RANGES },
    { value: "loopback", problem: RANGES },
    { value: "http://10.0.0.1", problem: RANGES },
    { value: " , ", problem: EMPTY },
  ],
  REQUEST_TIMEOUT_MS: numbers("must be a whole number from 1000 to 600000", "999", "600001", "30s"),
  MCP_LANE: flags,
  RATE_LIMIT_PER_KEY: numbers("must be a whole number from 0 to 1000000", "-1", "1000001", "unlimited"),
  RATE_LIMIT_PER_ADDRESS: numbers("must be a whole number from 0 to 1000000", "-1", "1000001", "60/min"),
  REDIS_URL: [
    { value: "http://:hunter2@redis", problem: REDIS, seen: HIDDEN },
    { value: "redis", problem: REDIS, seen: HIDDEN },
    { value: "redis:///0", problem: REDIS, seen: HIDDEN },
  ],
  KEY_HASH_SECRET: ["hunter2", "fifteen letters", " ".repeat(20)].map((value) => ({
    value,
    problem: "must have at least 16 characters",
    seen: HIDDEN,
  })),
  PUBLIC_URL: [
    { value: "mcp.example.com", problem: "must be an https address: write https://mcp.example.com" },
    { value: "localhost:3000/mcp", problem: "must be an https address: write http://localhost:3000" },
    { value: "ftp://mcp.example.com", problem: "must be an https address: write https://mcp.example.com" },
    { value: "https://mcp.example.com:99999", problem: "must be an https address: write https://mcp.example.com" },
    { value: "http://MCP.example.com", problem: `${WEB_ONLY}: write https://mcp.example.com` },
    { value: "http://192.0.2.1:3000", problem: `${WEB_ONLY}: write https://192.0.2.1` },
    { value: "https://mcp.example.com:8443/mcp", problem: `${ORIGIN}: write https://mcp.example.com:8443` },
    { value: "http://mcp.example.com/mcp", problem: `${ORIGIN}: write https://mcp.example.com` },
    { value: "https://mcp.example.com//", problem: `${ORIGIN}: write https://mcp.example.com` },
    { value: "https://mcp.example.com/.", problem: `${ORIGIN}: write https://mcp.example.com` },
    { value: "https://mcp.example.com\\", problem: `${ORIGIN}: write https://mcp.example.com` },
    { value: "https://mcp.example.com?", problem: `${ORIGIN}: write https://mcp.example.com`, seen: HIDDEN },
    { value: `https://mcp.example.com/#${KEY}`, problem: `${ORIGIN}: write https://mcp.example.com`, seen: HIDDEN },
    { value: "https://me:hunter2@mcp.example.com", problem: `${ORIGIN}: write https://mcp.example.com`, seen: HIDDEN },
    { value: "https://@mcp.example.com", problem: `${ORIGIN}: write https://mcp.example.com`, seen: HIDDEN },
    ...numbers(
      "must be an https address with a full host name",
      "https://*.example.com",
      "https://3000",
      "https:///mcp",
      "https://mcp example.com",
      "https://mcp..example.com",
      " ",
    ),
  ],
  OAUTH_SECRETS: [
    ...[
      "hunter2",
      SECRET.slice(1),
      `${SECRET}0`,
      `${"A".repeat(42)}`,
      `${"A".repeat(43)}==`,
      `${SECRET};${SECRET}`,
    ].map((value) => ({ value, problem: SEALING, seen: HIDDEN })),
    { value: `${SECRET},hunter2`, problem: SEALING, seen: HIDDEN },
    { value: [SECRET, OLDER_SECRET, "A".repeat(43)].join(), problem: TWO_SECRETS, seen: HIDDEN },
    { value: `${SECRET},${SECRET.toUpperCase()}`, problem: SAME_SECRET, seen: HIDDEN },
    { value: `${SECRET},${Buffer.from(SECRET, "hex").toString("base64")}`, problem: SAME_SECRET, seen: HIDDEN },
    { value: ",", problem: EMPTY, seen: HIDDEN },
  ],
  DIGISTORE24_DEVELOPER_KEY: [
    { value: `"${KEY}"`, problem: `${OUR_KEY} (The key is in quotes. Leave the quotes out.)`, seen: HIDDEN },
    {
      value: "$DEVELOPER_KEY",
      problem: `${OUR_KEY} (The key is a variable that was not replaced. Set the variable, or put the key itself in its place.)`,
      seen: HIDDEN,
    },
    { value: `${KEY} hunter2`, problem: `${OUR_KEY}, at most 200 characters without blanks`, seen: HIDDEN },
    { value: "x".repeat(201), problem: `${OUR_KEY}, at most 200 characters without blanks`, seen: HIDDEN },
  ],
  OAUTH_TOKEN_DAYS: numbers("must be a whole number from 1 to 90", "0", "91", "30d", "1.5"),
  OAUTH_REDIRECT_HOSTS: hosts,
  MAX_CALLS: numbers("must be a whole number from 1 to 10000", "0", "10001", "many"),
  MAX_CALLS_PER_KEY: numbers("must be a whole number from 1 to 10000", "0", "10001", "1e3"),
  MAX_WAITING_PER_KEY: numbers("must be a whole number from 0 to 10000", "-1", "10001", "0x10"),
  METRICS_PORT: numbers(PORTS, "true", "65536", ":9464"),
  METRICS_HOST: listening,
  AUDIT_LOG: [
    { value: "none", problem: AUDIT },
    { value: "true", problem: AUDIT },
    { value: "STDOUT", problem: AUDIT },
    { value: " ", problem: AUDIT },
    { value: "/var/log/", problem: NO_FILE },
    { value: "file:///var/log/audit.log", problem: NO_FILE },
    { value: "audit\n.log", problem: NO_FILE },
  ],
  AUDIT_READS: flags,
  AUDIT_REQUIRED: flags,
  LOG_LEVEL: numbers(
    "must be one of fatal, error, warn, info, debug, trace, silent",
    "verbose",
    "INFO",
    "a\nb",
    "x".repeat(100),
  ),
  DIGISTORE24_API_URL: [
    ...["https://www.digistore24.com", "https://digistore24.com/", "HTTPS://WWW.Digistore24.com:443//"].map(
      (value) => ({
        value,
        problem: "must end with the path of Digistore24's API, /api/call, because function names are appended to it",
      }),
    ),
    { value: "www.digistore24.com", problem: "must be an http or https address" },
    { value: "ftp://www.digistore24.com", problem: "must be an http or https address" },
    { value: "https:///api/call /", problem: "must be an http or https address" },
    {
      value: "https://me:hunter2@www.digistore24.com/api/call",
      problem: "must not contain a user name or password: only the API key of each agent is sent",
      seen: HIDDEN,
    },
    {
      value: `https://www.digistore24.com/api/call?key=${KEY}`,
      problem: "must end with its path, without ? or #, because function names are appended to it",
      seen: HIDDEN,
    },
  ],
  DIGISTORE24_SURFACE: [
    ...numbers("must be one of published, full", "all", "Full", "published,full"),
    { value: KEY, problem: "must be one of published, full", seen: '"[API key]"' },
  ],
  DIGISTORE24_CREDENTIAL_TOOLS: [
    {
      value: "unregistr",
      problem: "must hold names of tools that handle credentials, and the nearest is unregister",
    },
    {
      value: "unregister, PostCreatevoucher",
      problem: "must hold names of tools that handle credentials, and the nearest is retrieveApiKey",
      seen: '"PostCreatevoucher"',
    },
    { value: "retrieveApiKey;unregister", problem: "must hold names of tools, separated by commas" },
    { value: ",", problem: EMPTY },
  ],
  DIGISTORE24_MONEY_TOOLS: flags,
  DIGISTORE24_INSIGHTS: flags,
  INSIGHTS_MAX_CALLS: numbers("must be a whole number from 5 to 1000", "4", "1001", "all"),
  CONFIRM: numbers("must be one of off, money, destructive", "true", "Money", "none"),
  CONFIRM_LANGUAGE: numbers("must be one of en, de", "fr", "d", "en, de"),
  MONEY_LIMIT: [
    ...numbers(`${LIMITS} (the currency is missing: write EUR, or another one of three letters)`, "500", "500 €/day"),
    ...numbers(`${LIMITS} (the period is missing: write /day or /call)`, "EUR 500", "EUR 5 per day"),
    ...numbers(`${LIMITS} (the amount is missing)`, "EUR/day"),
    ...numbers(
      `${LIMITS} (write the currency, then an amount such as 1500.50, then /day or /call)`,
      "EUR -1/day",
      "EUR 1.500/day",
    ),
    ...numbers(`${LIMITS} (cents follow a dot, as in 1500.50)`, "EUR 1500,50/day", "EUR 1.500,50/day"),
    { value: "EUR 5/day, EUR 1/call, eur 7/day", problem: "must hold only one limit in EUR per day" },
    { value: ",", problem: EMPTY },
  ],
  DIGISTORE24_VERIFY_KEY: flags,
  DIGISTORE24_SHOW_SECRETS: flags,
  DIGISTORE24_MASK_PERSONAL_DATA: flags,
  DIGISTORE24_OPERATOR: [
    { value: "x".repeat(101), problem: "must have at most 100 characters", seen: `"${"x".repeat(100)}…"` },
    { value: "a\nb", problem: "must be one line of text" },
    { value: " ", problem: "must be one line of text" },
    { value: "Agent {name}", problem: "must not contain braces except {client}" },
    {
      value: `Agent ${KEY}`,
      problem: "must not contain an API key, because Digistore24's log would show it",
      seen: '"Agent [API key]"',
    },
  ],
  DIGISTORE24_TIMEOUT_MS: numbers("must be a whole number from 1000 to 600000", "999", "600001", "30s"),
  DIGISTORE24_MAX_RESULT_CHARS: numbers("must be a whole number from 1000 to 10000000", "10", "10000001", "1e6"),
};

test("every variable is tried with at least three wrong values", () => {
  const tried = Object.entries(WRONG).filter(([, values]) => new Set(values.map(({ value }) => value)).size >= 3);
  expect(tried.map(([name]) => name).sort()).toEqual([...VARIABLE_NAMES].sort());
});

describe.each(Object.entries(WRONG))("a wrong %s", (name, values) => {
  test.each(values)("$value stops the start with one line", ({ value, problem, seen = JSON.stringify(value) }) => {
    const message = messageOf({ [name]: value });
    expect(message).toBe(`${name} ${problem}, got ${seen} (example: ${name}=${VARIABLES[name]?.example})`);
    expect(message).not.toMatch(/\n|hunter2|SECRETTOKEN/);
  });
});

test("the server starts with the value of every example", () => {
  // A shell puts the output of the command there.
  const inShell = (example: string) => example.replace("$(openssl rand -hex 32)", SECRET);
  const examples = Object.entries(VARIABLES).map(([name, { example }]) => [name, inShell(example)]);
  expect(() => createSurfaces(registry, readConfig(Object.fromEntries(examples)))).not.toThrow();
});

test("all wrong values are reported at once, and no right ones", () => {
  expect(messageOf({ PORT: "x", DIGISTORE24_SURFACE: "y", HOST: "secret.internal", DIGISTORE24_TIMEOUT: "1" })).toBe(
    [
      "DIGISTORE24_TIMEOUT is not a variable of this server, the nearest is DIGISTORE24_TIMEOUT_MS: set that one instead, or remove DIGISTORE24_TIMEOUT",
      `PORT ${PORTS}, got "x" (example: PORT=3000)`,
      'DIGISTORE24_SURFACE must be one of published, full, got "y" (example: DIGISTORE24_SURFACE=full)',
    ].join("; "),
  );
});

test("the metrics need a port of their own where they listen on the endpoint's address", () => {
  expect(messageOf({ PORT: "9464", METRICS_PORT: "9464" })).toBe(
    "METRICS_PORT must differ from PORT, got 9464 for both; 0 picks a free one",
  );
  expect(() => readConfig({ PORT: "0", METRICS_PORT: "0" })).not.toThrow();
  expect(() => readConfig({ PORT: "9464", METRICS_PORT: "9464", HOST: "192.0.2.1" })).not.toThrow();
});

test("several instances that count together need one secret, and the password of their Redis is not repeated", () => {
  const message = messageOf({ REDIS_URL: "redis://:hunter2@redis" });
  expect(message).toMatch(
    /^REDIS_URL needs KEY_HASH_SECRET, .* \(example: KEY_HASH_SECRET=\$\(openssl rand -hex 32\)\)$/,
  );
  expect(message).not.toContain("hunter2");
});

test.each(["DE", "Deutsch", "german", " de "])("the language of the questions can be written as %j", (text) => {
  expect(readConfig({ CONFIRM_LANGUAGE: text }).confirmLanguage).toBe("de");
});

test.each(["EUR500/day", "eur 500 / day", "EUR 500/Day;"])("a limit can be written as %j", (text) => {
  expect(readConfig({ MONEY_LIMIT: text }).moneyLimit).toEqual([{ currency: "EUR", cents: 50_000, per: "day" }]);
});
