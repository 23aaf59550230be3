import { judgeCalls } from "./judge-calls.ts";
import type { Memory } from "./measure-memory.ts";
import type { Start } from "./measure-start.ts";
import type { Results } from "./results.ts";
import { type Bound, caseOf, judgeTarget, NOT_PART, type Verdict } from "./target.ts";

export const START: Bound = { bound: "at most", limit: 1.3, unit: "times" };
export const MEMORY: Bound = { bound: "at most", limit: 110, unit: "%" };
const GROWN = "after 100,000 calls from 1,000 keys, of that after 1,000 calls";
export const HELD: Bound = { bound: "at most", limit: 100, unit: "ms" };
export const LOGGED: Bound = { bound: "at most", limit: 20, unit: "lines" };
export const INSIGHT: Bound = { bound: "at most", limit: 10, unit: "s" };
export const INSIGHT_MEMORY: Bound = { bound: "at most", limit: 150, unit: "MiB" };
export const LIST: Bound = { bound: "at most", limit: 72_000, unit: "bytes" };
export const REGEN: Bound = { bound: "at most", limit: 3, unit: "s" };
const MIB = 1024 * 1024;
const NO_PROC = "this system does not report a process's memory";

/** Every target and whether what was measured reaches it. */
export function judge(results: Results): readonly Verdict[] {
  const { throughput, starts, memory, hostile, insights, lists, regenSeconds } = results;
  const unlessReported = (measured: readonly unknown[]) => (measured.length > 0 ? NO_PROC : NOT_PART);
  const seconds = insights.flatMap(({ tool, ms }) =>
    caseOf(
      tool,
      ms.map((one) => one / 1000),
    ),
  );
  const above = insights.flatMap(({ tool, moreBytes }) => caseOf(tool, moreBytes === null ? [] : [moreBytes / MIB]));
  const published = lists.filter(({ name }) => name === "published");
  return [
    ...judgeCalls(throughput),
    judgeTarget("cold start to the first tools/list, of the passthrough's first answer", START, slower(starts)),
    judgeTarget(`memory ${GROWN}`, MEMORY, growth(memory, "residentBytes"), unlessReported(memory)),
    judgeTarget(`heap in use ${GROWN}`, MEMORY, growth(memory, "heapBytes")),
    judgeTarget(
      "event loop held by a hostile body of 1 MiB",
      HELD,
      hostile.flatMap(({ name, delayMs }) => caseOf(name, delayMs)),
    ),
    judgeTarget(
      "log of a hostile body of 1 MiB",
      LOGGED,
      hostile.flatMap(({ name, logLines }) => caseOf(name, [logLines])),
    ),
    judgeTarget("insight in a shop of 50,000 orders", INSIGHT, seconds),
    judgeTarget(
      "insight in a shop of 50,000 orders: memory above rest",
      INSIGHT_MEMORY,
      above,
      unlessReported(insights),
    ),
    judgeTarget(
      "tools/list of the published tools and the insights",
      LIST,
      published.flatMap(({ tools, bytes }) => caseOf(`${tools} tools`, [bytes])),
    ),
    judgeTarget("npm run regen", REGEN, caseOf("", regenSeconds)),
  ];
}

function slower(starts: readonly Start[]) {
  const msOf = (name: string) => starts.find(({ subject }) => subject === name)?.ms ?? [];
  const others = msOf("passthrough");
  const ratios = msOf("endpoint").flatMap((ms, round) => {
    const other = others[round];
    return other === undefined ? [] : [ms / other];
  });
  return caseOf("", ratios);
}

/** In percent of the earlier value. */
function growth(memory: readonly Memory[], what: "residentBytes" | "heapBytes") {
  const readings = memory.find(({ subject }) => subject === "endpoint")?.readings ?? [];
  const [few, many] = [1000, 100_000].map(
    (count) => readings.find(({ calls }) => calls === count)?.[what] ?? undefined,
  );
  return caseOf("", few === undefined || many === undefined ? [] : [(many * 100) / few]);
}
