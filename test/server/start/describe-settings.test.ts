import { describe, expect, test } from "vitest";
import { type Config, readConfig } from "../../../src/server/start/config/config.ts";
import { describeAccess, describeSettings, SETTINGS_IN_EFFECT } from "../../../src/server/start/describe-settings.ts";
import { formatLine } from "../../../src/server/watch/terminal-lines.ts";

const SECRETS = {
  OAUTH_SECRETS: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  KEY_HASH_SECRET: "a secret of the tests",
  DIGISTORE24_DEVELOPER_KEY: "12345-KeyOfTheDeveloper",
  REDIS_URL: "redis://user:hunter2@redis.internal:6379",
};
const STRICT = {
  ...SECRETS,
  DIGISTORE24_SURFACE: "full",
  DIGISTORE24_MONEY_TOOLS: "false",
  DIGISTORE24_CREDENTIAL_TOOLS: "unregister",
  CONFIRM: "destructive",
  MONEY_LIMIT: "EUR 500/day, eur 49.5/call",
  DIGISTORE24_MASK_PERSONAL_DATA: "true",
  DIGISTORE24_SHOW_SECRETS: "true",
  DIGISTORE24_VERIFY_KEY: "off",
  AUDIT_LOG: "/var/log/audit.log",
  AUDIT_READS: "true",
  AUDIT_REQUIRED: "false",
  ALLOWED_HOSTS: "mcp.example.com,two.example.com",
  ALLOWED_ORIGINS: "app.example.com",
  TRUSTED_PROXIES: "10.0.0.1",
  PUBLIC_URL: "https://mcp.example.com",
};

function settings(config: Config) {
  return { ...describeSettings(config), ...describeAccess(config) };
}

function inTerminal(env: NodeJS.ProcessEnv): string {
  return formatLine({ level: 30, time: 0, ...settings(readConfig(env)), msg: SETTINGS_IN_EFFECT }).slice(
    "00:00:00 ".length,
  );
}

describe("the settings in effect", () => {
  test("are the defaults without any variable", () => {
    expect(settings(readConfig({}))).toEqual({
      surface: "published",
      moneyTools: "on",
      confirm: "money",
      moneyLimit: [],
      credentialTools: [],
      personalData: "shown",
      secrets: "masked",
      audit: "stdout",
      auditReads: "off",
      auditRequired: "on",
      keyCheck: "on",
      redis: "off",
      allowedHosts: [],
      allowedOrigins: [],
      trustedProxies: [],
      oauth: "off",
    });
  });

  test("are those that the operator has chosen", () => {
    expect(settings(readConfig(STRICT))).toEqual({
      surface: "full",
      moneyTools: "off",
      confirm: "destructive",
      moneyLimit: ["EUR 500/day", "EUR 49.50/call"],
      credentialTools: ["unregister"],
      personalData: "masked",
      secrets: "shown",
      audit: "/var/log/audit.log",
      auditReads: "on",
      auditRequired: "off",
      keyCheck: "off",
      redis: "on",
      allowedHosts: ["mcp.example.com", "two.example.com"],
      allowedOrigins: ["app.example.com"],
      trustedProxies: ["10.0.0.1"],
      oauth: "https://mcp.example.com",
    });
  });

  test("show limits as MONEY_LIMIT takes them", () => {
    const { moneyLimit } = readConfig(STRICT);
    const shown = describeSettings(readConfig(STRICT)).moneyLimit.join(",");
    expect(readConfig({ MONEY_LIMIT: shown }).moneyLimit).toEqual(moneyLimit);
  });

  test("do not say that an audit log is required where there is none", () => {
    expect(describeSettings(readConfig({ AUDIT_LOG: "off" }))).toMatchObject({ audit: "off", auditRequired: "off" });
  });

  test("contain no secret, nor a part of one", () => {
    const shown = JSON.stringify(settings(readConfig(STRICT)));
    for (const part of ["00112233", "a secret", "KeyOfTheDeveloper", "12345-", "hunter2", "redis.internal"]) {
      expect(shown).not.toContain(part);
    }
  });

  test("are one readable line in a terminal", () => {
    expect(inTerminal({})).toBe(
      "settings in effect surface=published moneyTools=on confirm=money moneyLimit=none credentialTools=none personalData=shown secrets=masked audit=stdout auditReads=off auditRequired=on keyCheck=on redis=off allowedHosts=none allowedOrigins=none trustedProxies=none oauth=off\n",
    );
    expect(inTerminal(STRICT)).toContain(
      ' moneyLimit="EUR 500/day, EUR 49.50/call" credentialTools=unregister personalData=masked ',
    );
    expect(inTerminal(STRICT)).toContain(' allowedHosts="mcp.example.com, two.example.com" ');
  });
});
