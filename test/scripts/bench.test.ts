import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Verdict } from "../../scripts/bench/target.ts";
import { freePort } from "../../scripts/processes/free-port.ts";
import { startEndpoint } from "../support/endpoint.ts";
import { useProcesses } from "../support/processes.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { useTempFolders } from "../support/temp-folder.ts";

// A bench is many processes, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 180_000 });

const BENCH = "scripts/bench/main.ts";
const SHORT = ["--runs", "1", "--seconds", "0.05"];
const SUBJECTS = [
  "endpoint 2025-11-25",
  "endpoint 2026-07-28",
  "SDK host 2025-11-25",
  "SDK host 2026-07-28",
  "passthrough",
  "direct upstream call",
];

interface Measured {
  readonly subject: string;
  readonly work: string;
  readonly connections: number;
  readonly latencyMs: number;
  readonly runs: readonly object[];
}

const isMeasured = ({ outcome }: Verdict) => outcome !== "not measured";

const start = useProcesses();
const tempFolder = useTempFolders();

/** The folders and running processes that a bench with its files in `folder` has left behind. */
function leftIn(folder: string): string[] {
  const commands = existsSync("/proc") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  const running = commands.map(commandOf).filter((command) => command.includes(`${folder}/bench-`));
  return [...readdirSync(folder).filter((name) => name.startsWith("bench-")), ...running];
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    // It has ended in the meantime.
    return "";
  }
}

test("a very short bench measures every subject at every place, and leaves no process or file behind", async () => {
  const folder = tempFolder();
  const file = join(folder, "result.json");
  const args = ["--only", "tools/list,createVoucher,oauth,confirm,sizes", ...SHORT, "--json", file];
  const bench = start(BENCH, args, { TMPDIR: folder });
  expect(await bench.exit, bench.output()).toBe(0);
  expect(leftIn(folder)).toEqual([]);
  const results = JSON.parse(readFileSync(file, "utf8"));
  const { machine, conditions, throughput, oauth, confirmations, lists, verdicts } = results;
  const subjectsAt = (...place: [string, number, number]): string[] =>
    (throughput as Measured[])
      .filter((one) => [one.work, one.connections, one.latencyMs].join() === place.join())
      .map(({ subject }) => subject);
  expect(subjectsAt("tools/list", 64, 0)).toEqual(SUBJECTS.slice(0, 4));
  expect(subjectsAt("createVoucher", 1, 0)).toEqual(SUBJECTS);
  expect(subjectsAt("createVoucher", 64, 20)).toEqual(SUBJECTS);
  expect(throughput).toHaveLength(3 * 4 + 6 * 6);
  const number = expect.any(Number);
  const cpuMsPerCall = process.platform === "linux" ? number : null;
  const run = { calls: number, callsPerSecond: number, p50Ms: number, p99Ms: number, cpuMsPerCall };
  expect(throughput[0].runs).toEqual([run]);
  const ping = { work: "ping", connections: 64, latencyMs: 0, runs: [run] };
  expect(oauth).toEqual([
    { subject: "with the API key", ...ping },
    { subject: "with an access token", ...ping },
  ]);
  expect(confirmations).toEqual(
    ["not held (CONFIRM=off)", "question", "confirmed call"].map((step) => ({ step, runs: [run] })),
  );
  expect(machine.versions).toMatchObject({ node: process.versions.node });
  expect(conditions.join("\n")).toContain("one fixed answer for each function");
  expect(lists[0]).toEqual({ name: "published", tools: SERVED_TOOL_COUNT, bytes: number });
  const { starts, memory, hostile, insights, regenSeconds } = results;
  expect([starts, memory, hostile, insights, regenSeconds]).toEqual([[], [], [], [], []]);
  expect((verdicts as Verdict[]).filter(isMeasured).map(({ target }) => target)).toEqual([
    "tools/list of the published tools and the insights",
  ]);
  expect(bench.output()).toMatch(/\nWORK, CONNECTIONS, UPSTREAM +SUBJECT +CALLS\/S +MIN … MAX +P50 MS +P99 MS +CPU MS/);
  expect(bench.output()).toMatch(/\ncreateVoucher, 16, 20 ms +direct upstream call +[\d.,]+ /);
  expect(bench.output()).toMatch(
    /\nwith tokens, of what it is with keys: calls\/s [\d.,]+ %, processor time per call /,
  );
  expect(bench.output()).toMatch(/\nconfirmed call +[\d.,]+ /);
  expect(bench.output()).toMatch(/: calls\/s, of the peer's +- +at least 4 times +not measured: no --peer was given\n/);
  expect(bench.output()).toMatch(/\n1 of 16 targets reached\n$/);
});

/** Starts the bench with a peer: the endpoint itself, in this process, calling the bench's upstream. */
async function benchWithPeer(work: string, env: Record<string, string>) {
  const folder = tempFolder();
  const file = join(folder, "result.json");
  const port = await freePort();
  const peer = await startEndpoint({ ...env, DIGISTORE24_API_URL: `http://127.0.0.1:${port}/api/call` });
  const options = ["--only", work, ...SHORT, "--json", file];
  const args = [...options, "--peer", `${peer.url}mcp`, "--upstream-port", String(port)];
  const bench = start(BENCH, args, { TMPDIR: folder });
  const exit = await bench.exit;
  await peer.close();
  return { exit, bench, folder, file };
}

test("a peer is measured wherever a target compares with it, at both revisions if it speaks them, and with all keys", async () => {
  const { exit, bench, file } = await benchWithPeer("ping", {});
  expect(exit, bench.output()).toBe(0);
  const { throughput, verdicts } = JSON.parse(readFileSync(file, "utf8"));
  const peers = (throughput as Measured[]).filter(({ subject }) => subject.startsWith("peer"));
  expect(peers.map(({ subject, connections, latencyMs }) => [subject, connections, latencyMs])).toEqual([
    ["peer 2025-11-25", 64, 0],
    ["peer 2026-07-28", 64, 0],
    ["peer 2025-11-25", 16, 20],
    ["peer 2026-07-28", 16, 20],
  ]);
  const [compared] = (verdicts as Verdict[]).filter(isMeasured);
  expect(compared).toMatchObject({
    target: "ping, 64 connections, upstream 0 ms: calls/s, of the peer's",
    unit: "times",
  });
});

test("an answer that is not the requested one fails the bench, such as one in which some of the 100 purchases are cut off", async () => {
  const { exit, bench, folder } = await benchWithPeer("listPurchases", { DIGISTORE24_MAX_RESULT_CHARS: "5000" });
  expect([exit, bench.output()]).toEqual([1, expect.stringContaining("listPurchases was answered with HTTP 200")]);
  expect(bench.output()).toContain("the peer at http://127.0.0.1:");
  expect(leftIn(folder)).toEqual([]);
});

test.each(["building", "warming up"])("Ctrl-C while %s ends it with all its processes and files", async (state) => {
  const folder = tempFolder();
  const bench = start(BENCH, ["--only", "ping", "--seconds", "60"], { TMPDIR: folder });
  await bench.until(new RegExp(state));
  bench.kill("SIGINT");
  expect([await bench.exit, bench.output()]).toEqual([130, expect.stringContaining("SIGINT ended the bench")]);
  expect(leftIn(folder)).toEqual([]);
});

test("an unknown part is refused with the usage", async () => {
  const bench = start(BENCH, ["--only", "pong"]);
  const refusal = /--only must name parts of the bench, got "pong"\nUsage: npm run bench/;
  expect([await bench.exit, bench.output()]).toEqual([2, expect.stringMatching(refusal)]);
});
