import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createClosers } from "../../../src/server/start/closers.ts";
import { readConfig } from "../../../src/server/start/config/config.ts";
import { servedTools } from "../../../src/server/start/served-tools.ts";
import { startEndpoint } from "../../../src/server/start/start-endpoint.ts";
import { createTerminalLines } from "../../../src/server/watch/terminal-lines.ts";
import { FULL_KEY } from "../../support/sandbox.ts";

/** The lines of an endpoint that starts and stops. */
async function logWith(env: NodeJS.ProcessEnv): Promise<string> {
  const config = readConfig({ PORT: "0", AUDIT_LOG: "off", ...env });
  const lines = new PassThrough();
  const terminal = createTerminalLines(lines);
  const opened = createClosers((error) => {
    throw error;
  });
  await startEndpoint({ config, env, registry: servedTools(config), terminal, opened });
  await opened.close();
  terminal.release();
  lines.end();
  return text(lines);
}

const WARNING =
  "DIGISTORE24_API_KEY is set, but an endpoint does not use it, because each agent sends its own key: remove it";

test("the log warns of a key in the variables, which an endpoint does not use, and does not show it", async () => {
  const log = await logWith({ DIGISTORE24_API_KEY: FULL_KEY });
  expect(log).toContain(WARNING);
  expect(log).not.toContain(FULL_KEY);
});

test.each([{}, { DIGISTORE24_API_KEY: "" }])("the log has no such warning with the variables %o", async (env) => {
  const log = await logWith(env);
  expect(log).toContain("settings in effect");
  expect(log).not.toContain("DIGISTORE24_API_KEY");
});
