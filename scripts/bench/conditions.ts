import { availableParallelism } from "node:os";
import type { Options } from "./options.ts";
import { ENDPOINT_SETTINGS } from "./stage.ts";

/** Processes that work at the same time: upstream, subject and load generator. */
const BUSY_PROCESSES = 3;

/** The method of measurement, in sentences. */
export function conditionsOf({ runs, seconds, isQuick, peer }: Options): readonly string[] {
  const settings = Object.entries(ENDPOINT_SETTINGS).map(([name, value]) => `${name}=${value}`);
  const cores = availableParallelism();
  return [
    "The upstream is a lean server with one fixed answer for each function. The upstream, the subject and the load generator are separate processes on loopback, and every answer is checked.",
    `After a warm-up, each subject has ${runs} runs of ${seconds} s, in rounds with the others. Rates and times are medians, and ratios compare runs of one round. Calls come from 64 keys.`,
    `The endpoint is built as by npm run build and has its default settings except ${settings.join(" and ")}; it logs (level info) and audits to files in a temporary folder.`,
    "The SDK host and the passthrough (scripts/bench/hosts) make the same upstream call and do nothing else; only the SDK host speaks MCP.",
    "Memory is measured in new processes that get calls of all tools and revisions over 16 connections; the heap in use is read after a forced garbage collection.",
    "Hostile bodies are sent one at a time, three times each; the delay of the event loop is measured inside the endpoint by a timer of one millisecond.",
    "Access tokens come from the real sign-in with a pasted key, one for each of 64 keys. Charges are asked about and confirmed at 16 accounts at a time, because confirmed calls of one account run one after another.",
    "regen runs in a copy of the repository. One pass of npm test has a target of three minutes and is not measured here: it prints its own time.",
    ...(cores < BUSY_PROCESSES
      ? [
          `With ${cores} cores the load generator and the upstream compete with the subject, so ratios say more than rates.`,
        ]
      : []),
    ...(isQuick ? ["--quick measures one tool in short runs and no memory; rely on a full run."] : []),
    ...(peer
      ? [
          `The peer at ${peer.href} is measured where a target compares with it, and its settings are not known. If it opens a session, it gets all calls in one.`,
        ]
      : []),
  ];
}
