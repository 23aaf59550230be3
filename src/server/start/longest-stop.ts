import type { ToolRegistry } from "../contract/tool-registry.ts";
import { MAX_CHECK_MS } from "../key/key-check.ts";
import { MAX_WAIT_MS } from "../upstream/wait-for-turn.ts";
import type { Config } from "./config/config.ts";

/** The time after the last call: its answer is read, and traces are sent. */
export const MAX_REST_MS = 5000;

/** The longest possible stop: the check of a key, a call with that key whose turn comes last, and the time after it. */
export function longestStopMs({ timeoutMs }: Pick<Config, "timeoutMs">, registry: ToolRegistry): number {
  const timeouts = [...registry.values()].map(({ definition }) => (definition.timeoutSeconds ?? 0) * 1000);
  return MAX_CHECK_MS + MAX_WAIT_MS + Math.max(timeoutMs, ...timeouts) + MAX_REST_MS;
}
