import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createClosers } from "../../../src/server/start/closers.ts";
import { readConfig } from "../../../src/server/start/config/config.ts";
import { servedTools } from "../../../src/server/start/served-tools.ts";
import { startEndpoint } from "../../../src/server/start/start-endpoint.ts";
import { createTerminalLines } from "../../../src/server/watch/terminal-lines.ts";

/** What the start of an endpoint logs. */
async function logOf(env: Record<string, string>): Promise<string> {
  const config = readConfig({ PORT: "0", AUDIT_LOG: "off", ...env });
  const out = new PassThrough();
  const terminal = createTerminalLines(out);
  const opened = createClosers((error) => {
    throw error;
  });
  await startEndpoint({ config, env: {}, registry: servedTools(config), terminal, opened });
  await opened.close();
  terminal.release();
  out.end();
  return text(out);
}

const WARNING = "REDIS_URL is not set: what was moved today counts only from this start";
const REDIS = { REDIS_URL: "redis://127.0.0.1:1", KEY_HASH_SECRET: "a secret of the tests" };

test.each([
  ["a limit per day without Redis", { MONEY_LIMIT: "EUR 20/call,EUR 500/day" }, true],
  ["a limit per call", { MONEY_LIMIT: "EUR 20/call" }, false],
  ["no limit", {}, false],
  ["a limit per day with Redis", { MONEY_LIMIT: "EUR 500/day", ...REDIS }, false],
])("the start warns of a limit that it forgets: %s", async (_, env, isWarned) => {
  expect((await logOf(env)).includes(WARNING)).toBe(isWarned);
});
