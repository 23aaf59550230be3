import { MAX_CHECK_MS } from "../../src/server/key/key-check.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { longestStopMs } from "../../src/server/start/longest-stop.ts";
import { servedTools } from "../../src/server/start/served-tools.ts";
import { MAX_WAIT_MS } from "../../src/server/upstream/wait-for-turn.ts";

const config = readConfig({});
const timeouts = [...servedTools(config).values()].map(({ definition }) => definition.timeoutSeconds ?? 0);

/** From its arrival: its key is checked, its turn has to come, and then the API has to answer. */
export const MAX_CALL_SECONDS = (MAX_CHECK_MS + MAX_WAIT_MS) / 1000 + Math.max(config.timeoutMs / 1000, ...timeouts);

export const MAX_STOP_SECONDS = longestStopMs(config, servedTools(config)) / 1000;
