import type { MoneyBound } from "../confirm/money-limit.ts";
import type { Config } from "./config/config.ts";

/** The message of the line, which the values follow. */
export const SETTINGS_IN_EFFECT = "settings in effect";
const CENTS = 100;

/** The rights of agents and the places of the records, as the log shows them at the start. Never contains a secret. */
export function describeSettings(config: Config) {
  return {
    surface: config.surface,
    moneyTools: onOrOff(config.servesMoneyTools),
    confirm: config.confirm,
    moneyLimit: config.moneyLimit.map(describeBound),
    credentialTools: config.credentialTools,
    personalData: config.masksPersonalData ? "masked" : "shown",
    secrets: config.showsSecrets ? "shown" : "masked",
    audit: config.auditLog,
    auditReads: onOrOff(config.auditsReads),
    auditRequired: onOrOff(config.requiresAudit && config.auditLog !== "off"),
    keyCheck: onOrOff(config.verifiesKey),
    redis: onOrOff(config.redisUrl !== undefined),
  };
}

/** Settings that an endpoint has but a server for one agent does not: who can reach it. */
export function describeAccess(config: Config) {
  return {
    allowedHosts: config.allowedHosts,
    allowedOrigins: config.allowedOrigins,
    trustedProxies: config.trustedProxies,
    oauth: config.oauth?.publicUrl ?? "off",
  };
}

function onOrOff(isOn: boolean): "on" | "off" {
  return isOn ? "on" : "off";
}

/** As in `MONEY_LIMIT`. */
function describeBound({ currency, cents, per }: MoneyBound): string {
  const amount = cents % CENTS === 0 ? String(cents / CENTS) : (cents / CENTS).toFixed(2);
  return `${currency} ${amount}/${per}`;
}
