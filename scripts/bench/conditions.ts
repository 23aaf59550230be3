import { availableParallelism } from "node:os";
import type { Options } from "./options.ts";
import { ENDPOINT_SETTINGS } from "./stage.ts";

/** Processes that work at once: upstream, subject and load generator. */
const BUSY_PROCESSES = 3;

/** The method of measurement, in sentences. */
export function conditionsOf({ runs, seconds, isQuick, peer }: Options): readonly string[] {
  const settings = Object.entries(ENDPOINT_SETTINGS).map(([name, value]) => `${name}=${value}`);
  const cores = availableParallelism();
  return [
    "The upstream is a lean server with one fixed answer for each function. Upstream, subject and load generator are processes of their own, on loopback; every answer is checked.",
    `After a warm-up ${runs} runs of ${seconds} s of each subject, in turns; medians, and ratios within one turn. Calls come from 64 keys.`,
    `The endpoint is built as by npm run build and has its default settings but ${settings.join(" and ")}; it logs (level info) and audits to files in a temporary folder.`,
    "The SDK host and the passthrough (scripts/bench/hosts) make the same upstream call and do nothing else; only the SDK host speaks MCP.",
    "Memory is of fresh processes, all tools and revisions mixed, 16 connections; heap in use is read after a forced collection.",
    "Hostile bodies are sent one at a time, three times each; the event loop is watched inside the endpoint, by a timer of a millisecond.",
    "regen writes to a temporary folder and so is not compared with the last commit.",
    ...(cores < BUSY_PROCESSES
      ? [
          `With ${cores} cores the load generator and the upstream compete with the subject: ratios tell more than rates.`,
        ]
      : []),
    ...(isQuick ? ["--quick: one tool, short runs and no memory; a full run is what to go by."] : []),
    ...(peer ? ["The peer runs with settings of its own, which are not known here."] : []),
  ];
}
