import { randomBytes } from "node:crypto";
import { freePort } from "../processes/free-port.ts";
import { connectByOAuth } from "./connect-by-oauth.ts";
import type { Options } from "./options.ts";
import type { Processes } from "./processes.ts";
import { keysOf } from "./requests.ts";
import { type Measured, runInTurns } from "./run-in-turns.ts";
import type { Stage } from "./stage.ts";
import { firstAnswer, firstQuestion, type Subject } from "./subjects.ts";

export const WITH_KEY = "with the API key";
export const WITH_TOKEN = "with an access token";
const PLACE = { work: "ping", connections: 64, latencyMs: 0 } as const;
const CALLERS = 64;
const REVISION = "2025-11-25";

/** The cost of opening access tokens: the same calls to the same endpoint with keys and with tokens that contain them. */
export async function measureOAuth(stage: Stage, processes: Processes, options: Options): Promise<readonly Measured[]> {
  const port = await freePort();
  const settings = {
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    OAUTH_SECRETS: randomBytes(32).toString("hex"),
    // All these people agree at one address.
    RATE_LIMIT_PER_ADDRESS: "0",
  };
  const host = await stage.startEndpoint(settings, port);
  await firstAnswer(host, firstQuestion("endpoint"));
  const keys = keysOf(CALLERS);
  const { origin } = host;
  const subject = { origin, path: "/mcp", dialect: REVISION, opensSession: false, pid: host.child.pid } as const;
  const subjects: readonly Subject[] = [
    { ...subject, name: WITH_KEY, credentials: keys },
    { ...subject, name: WITH_TOKEN, credentials: await connectByOAuth(origin, keys) },
  ];
  const measured = await runInTurns(stage, subjects, PLACE, options);
  await processes.stop(host);
  return measured;
}
