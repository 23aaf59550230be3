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
    "regen writes to a temporary folder, so its output is not compared with the last commit.",
    ...(cores < BUSY_PROCESSES
      ? [
          `With ${cores} cores the load generator and the upstream compete with the subject, so ratios say more than rates.`,
        ]
      : []),
    ...(isQuick ? ["--quick measures one tool in short runs and no memory; rely on a full run."] : []),
    ...(peer ? ["The settings of the peer are not known."] : []),
  ];
}
