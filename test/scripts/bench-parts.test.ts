import { describe, expect, test } from "vitest";
import { checkAnswer } from "../../scripts/bench/check-answer.ts";
import { fixedAnswers } from "../../scripts/bench/fixed-answers.ts";
import { judge } from "../../scripts/bench/judge.ts";
import { type Measured, placesOf } from "../../scripts/bench/measure-throughput.ts";
import { readOptions } from "../../scripts/bench/options.ts";
import { prepareRequest, type Work } from "../../scripts/bench/requests.ts";
import type { Results } from "../../scripts/bench/results.ts";
import { median, percentile, spreadOf } from "../../scripts/bench/statistics.ts";
import { table, toText } from "../../scripts/bench/table.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";

describe("options", () => {
  test.each([
    ["--only", "ping,pong"],
    ["--runs", "1.5"],
    ["--runs", "0"],
    ["--seconds", ""],
    ["--seconds", "many"],
    ["--peer", "http://127.0.0.1:3000"],
    ["--upstream-port", "70000"],
    ["--quickly"],
  ])("%s %s is refused", (...args) => {
    expect(() => readOptions(args)).toThrow(/--|quickly/);
  });

  test("without any, everything is measured, and with --quick only what has a target", () => {
    expect(placesOf(readOptions([]))).toHaveLength(3 + 3 * 6);
    expect(placesOf(readOptions(["--quick"]))).toEqual([
      { work: "tools/list", connections: 64, latencyMs: 0 },
      { work: "ping", connections: 64, latencyMs: 0 },
      { work: "ping", connections: 16, latencyMs: 20 },
    ]);
  });
});

describe("statistics", () => {
  test("the median of an odd number is the middle one, of an even number the mean of two", () => {
    expect([median([30, 1, 2]), median([4, 1, 100, 2]), median([7])]).toEqual([2, 3, 7]);
  });

  test("numbers are sorted as numbers, and the given list stays as it is", () => {
    const values = [100, 9, 20];
    expect(median(values)).toBe(20);
    expect(values).toEqual([100, 9, 20]);
  });

  test("a spread is median, smallest and largest", () => {
    expect(spreadOf([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
  });

  test.each([
    [50, 50],
    [99, 99],
    [100, 100],
    [0, 1],
  ])("percentile %i of 1 to 100 is %i", (percent, expected) => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, percent)).toBe(expected);
  });

  test("an empty list has neither a median nor a percentile", () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});

describe("an answer", () => {
  const ok = (result: unknown) => JSON.stringify({ jsonrpc: "2.0", id: 1, result });
  const data = (work: string) => (fixedAnswers()[work] as { data: Record<string, unknown> }).data;
  const asTool = (work: string) => ok({ content: [], structuredContent: data(work) });

  const right: { name: string; work: Work; body: string }[] = [
    { name: "structured content", work: "createVoucher", body: asTool("createVoucher") },
    { name: "100 purchases", work: "listPurchases", body: asTool("listPurchases") },
    { name: "an event stream", work: "ping", body: `event: message\ndata: ${asTool("ping")}\n\n` },
    {
      name: "the envelope as text",
      work: "ping",
      body: ok({ content: [{ type: "text", text: JSON.stringify(fixedAnswers()["ping"]) }] }),
    },
  ];
  test.each(right)("passes as $name", ({ work, body }) => {
    expect(() => checkAnswer(prepareRequest(work, "2025-11-25"), 200, body)).not.toThrow();
  });

  const wrong: { name: string; status?: number; body: string }[] = [
    { name: "an error result", body: ok({ isError: true, structuredContent: { server_time: "now" } }) },
    { name: "a JSON-RPC error", body: JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: -1, message: "no" } }) },
    { name: "another status", status: 429, body: asTool("ping") },
    { name: "the answer to something else", body: asTool("createVoucher") },
    { name: "nothing", body: "" },
  ];
  test.each(wrong)("fails as $name", ({ status = 200, body }) => {
    expect(() => checkAnswer(prepareRequest("ping", "2025-11-25"), status, body)).toThrow(
      "ping was answered with HTTP",
    );
  });

  test("of the API itself is judged by its result", () => {
    const request = prepareRequest("ping", "form");
    expect(() => checkAnswer(request, 200, JSON.stringify(fixedAnswers()["ping"]))).not.toThrow();
    expect(() => checkAnswer(request, 200, JSON.stringify({ result: "error", code: 2 }))).toThrow();
  });
});

describe("the verdict", () => {
  const nothing = {
    machine: {} as Results["machine"],
    conditions: [],
    throughput: [],
    starts: [],
    memory: [],
    lists: [],
    hostile: [],
    insights: [],
    regenSeconds: [],
  } satisfies Results;
  const measured = (subject: string, place: Partial<Measured>, callsPerSecond: number[], ms = [1, 2]): Measured => ({
    subject,
    work: "ping",
    connections: 64,
    latencyMs: 0,
    ...place,
    runs: callsPerSecond.map((rate) => ({
      calls: 1,
      callsPerSecond: rate,
      p50Ms: ms[0] ?? 0,
      p99Ms: ms[1] ?? 0,
      cpuMsPerCall: null,
    })),
  });
  const memoryOf = (few: number, many: number) => [
    {
      subject: "endpoint" as const,
      readings: [
        { calls: 1000, residentBytes: null, heapBytes: few },
        { calls: 100_000, residentBytes: null, heapBytes: many },
      ],
    },
  ];

  test("is left out if nothing was measured", () => {
    expect(judge(nothing)).toEqual([]);
  });

  test("compares runs of one round, because a slow round is slow for both", () => {
    const throughput = [
      measured("endpoint 2025-11-25", {}, [80, 8, 900]),
      measured("SDK host 2025-11-25", {}, [100, 10, 1000]),
    ];
    expect(judge({ ...nothing, throughput })).toEqual([
      {
        target: "ping 2025-11-25, 64 connections, 0 ms: calls/s of SDK host 2025-11-25",
        measured: 80,
        bound: "at least",
        limit: 80,
        unit: "%",
        isReached: true,
      },
    ]);
  });

  test("on the added time uses the difference to a direct call", () => {
    const place = { connections: 16, latencyMs: 20 };
    const throughput = [
      measured("endpoint 2026-07-28", place, [1], [22.5, 35]),
      measured("direct upstream call", place, [1], [20.5, 24]),
    ];
    expect(judge({ ...nothing, throughput }).map((one) => [one.measured, one.isReached])).toEqual([
      [2, true],
      [11, false],
    ]);
  });

  test.each([
    { name: "memory", part: { memory: memoryOf(100, 111) }, isReached: false },
    { name: "memory", part: { memory: memoryOf(100, 110) }, isReached: true },
    {
      name: "the list",
      part: { lists: [{ name: "published", tools: SERVED_TOOL_COUNT, bytes: 72_001 }] },
      isReached: false,
    },
    { name: "the generator", part: { regenSeconds: [9, 4, 5] }, isReached: true },
    {
      name: "the start",
      part: {
        starts: [
          { subject: "endpoint" as const, ms: [180] },
          { subject: "passthrough" as const, ms: [100] },
        ],
      },
      isReached: false,
    },
  ])("on $name is $isReached for $part", ({ part, isReached }) => {
    expect(judge({ ...nothing, ...part }).map((one) => one.isReached)).toEqual([isReached]);
  });

  test.each([
    { delayMs: [99, 120, 80], logLines: 20, isReached: [true, true] },
    { delayMs: [101, 120, 80], logLines: 21, isReached: [false, false] },
  ])("a hostile body is judged by its median delay and its log: $isReached", ({ delayMs, logLines, isReached }) => {
    const hostile = [{ name: "pings", status: 400, delayMs, logLines }];
    expect(judge({ ...nothing, hostile }).map((one) => one.isReached)).toEqual(isReached);
  });
});

test("a table is aligned, names to the left and numbers to the right", () => {
  expect(
    table(
      ["NAME", "N"],
      [
        ["a", "1,000"],
        ["longer", "2"],
      ],
    ),
  ).toBe("NAME        N\na       1,000\nlonger      2");
});

test("numbers show their significant digits", () => {
  expect([12_345.6, 12.34, 1.234, 0.1234].map(toText)).toEqual(["12,346", "12.3", "1.23", "0.123"]);
});
