import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkAnswer } from "../../scripts/bench/check-answer.ts";
import { judge } from "../../scripts/bench/judge.ts";
import { prepareRequest } from "../../scripts/bench/requests.ts";
import type { Results } from "../../scripts/bench/results.ts";
import { median, percentile, spreadOf } from "../../scripts/bench/statistics.ts";
import { table, toText } from "../../scripts/bench/table.ts";
import { useProcesses } from "../support/processes.ts";
import { useTempFolders } from "../support/temp-folder.ts";

const start = useProcesses();
const tempFolder = useTempFolders();
const SUBJECTS = [
  "endpoint 2025-11-25",
  "endpoint 2026-07-28",
  "SDK host 2025-11-25",
  "SDK host 2026-07-28",
  "passthrough",
  "direct upstream call",
];

test("a very short bench measures every subject at every place and leaves no file behind", async () => {
  const folder = tempFolder();
  const file = join(folder, "bench.json");
  const args = ["--only", "tools/list,createVoucher,sizes", "--runs", "1", "--seconds", "0.05", "--json", file];
  const bench = start("scripts/bench/main.ts", args, { TMPDIR: folder });
  expect(await bench.exit, bench.output()).toBe(0);
  expect(readdirSync(folder)).toEqual(["bench.json"]);
  const { machine, conditions, throughput, lists, starts, memory, regenSeconds, verdicts } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  const at = (work: string, connections: number, latencyMs: number): string[] =>
    throughput
      .filter(
        (one: { work: string; connections: number; latencyMs: number }) =>
          one.work === work && one.connections === connections && one.latencyMs === latencyMs,
      )
      .map(({ subject }: { subject: string }) => subject);
  expect(at("tools/list", 64, 0)).toEqual(SUBJECTS.slice(0, 4));
  expect(at("createVoucher", 1, 0)).toEqual(SUBJECTS);
  expect(at("createVoucher", 64, 20)).toEqual(SUBJECTS);
  expect(throughput).toHaveLength(3 * 4 + 6 * 6);
  expect(throughput[0].runs).toEqual([
    {
      calls: expect.any(Number),
      callsPerSecond: expect.any(Number),
      p50Ms: expect.any(Number),
      p99Ms: expect.any(Number),
      cpuMsPerCall: process.platform === "linux" ? expect.any(Number) : null,
    },
  ]);
  expect(machine.versions).toMatchObject({ node: process.versions.node });
  expect(conditions.join("\n")).toContain("one fixed answer for each function");
  expect(lists[0]).toEqual({ name: "published", tools: 86, bytes: expect.any(Number) });
  expect({ starts, memory, regenSeconds }).toEqual({ starts: [], memory: [], regenSeconds: [] });
  expect(verdicts.map(({ unit }: { unit: string }) => unit)).toEqual(["%", "%", "%", "%", "ms", "ms", "ms", "ms", "bytes"]);
  expect(bench.output()).toMatch(/\nWORK, CONNECTIONS, UPSTREAM +SUBJECT +CALLS\/S +MIN … MAX +P50 MS +P99 MS +CPU MS\/CALL\n/);
  expect(bench.output()).toMatch(/\ncreateVoucher, 16, 20 ms +direct upstream call +[\d.,]+ /);
  expect(bench.output()).toMatch(/\n\d of 9 reached\n$/);
});

test("Ctrl-C ends it with all its processes and files", async () => {
  const folder = tempFolder();
  const bench = start("scripts/bench/main.ts", ["--only", "ping", "--seconds", "60"], { TMPDIR: folder });
  await bench.until(/warming up/);
  bench.kill("SIGINT");
  expect(await bench.exit).toBe(130);
  expect(bench.output()).toContain("SIGINT ended the bench");
  expect(readdirSync(folder)).toEqual([]);
});
