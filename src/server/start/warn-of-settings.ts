import type { FastifyBaseLogger } from "fastify";
import type { Config } from "./config/config.ts";

/** Warns of settings that protect less than they seem to. */
export function warnOfSettings(
  { moneyLimit, redisUrl }: Pick<Config, "moneyLimit" | "redisUrl">,
  log: Pick<FastifyBaseLogger, "warn">,
): void {
  if (redisUrl === undefined && moneyLimit.some(({ per }) => per === "day")) {
    log.warn(
      "MONEY_LIMIT has a limit per day, but REDIS_URL is not set: what was moved today counts only from this start",
    );
  }
}
