import { describe, expect, test } from "vitest";
import { checkAnswer } from "../../scripts/bench/check-answer.ts";
import { fixedAnswers } from "../../scripts/bench/fixed-answers.ts";
import { judge } from "../../scripts/bench/judge.ts";
import { placesOf } from "../../scripts/bench/measure-throughput.ts";
import { readOptions } from "../../scripts/bench/options.ts";
import { prepareRequest, type Work } from "../../scripts/bench/requests.ts";
import type { Results } from "../../scripts/bench/results.ts";
import type { Measured } from "../../scripts/bench/run-in-turns.ts";
import { median, percentile, spreadOf } from "../../scripts/bench/statistics.ts";
import { summary } from "../../scripts/bench/summary.ts";
import { table, toText } from "../../scripts/bench/table.ts";
import type { Verdict } from "../../scripts/bench/target.ts";
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
      name: "the envelope as text after a heading",
      work: "ping",
      body: ok({
        content: [{ type: "text", text: `Status: 200\n${JSON.stringify(fixedAnswers()["ping"], null, 2)}` }],
      }),
    },
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
    oauth: [],
    confirmations: [],
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

  const find = (results: Results, text: string) => {
    const found = judge(results).filter(({ target }) => target.includes(text));
    expect(found, text).toHaveLength(1);
    return found[0] as Verdict;
  };
  const outcomes = (results: Results) =>
    Object.fromEntries(
      judge(results)
        .filter(({ outcome }) => outcome !== "not measured")
        .map(({ target, outcome }) => [target, outcome]),
    );
  const callsOfPing = { work: "ping", connections: 64, latencyMs: 0 } as const;

  test("names every target that was not measured, and why", () => {
    const verdicts = judge(nothing);
    expect(verdicts.map(({ target, bound, limit, unit }) => `${target}: ${bound} ${limit} ${unit}`)).toEqual([
      "ping, 64 connections, upstream 0 ms: calls/s, of the peer's: at least 3 times",
      "ping, 64 connections, upstream 0 ms: calls/s, of the passthrough's: at least 15 %",
      "listPurchases, 64 connections, upstream 0 ms: calls/s, of the peer's: at least 3 times",
      "listPurchases, 64 connections, upstream 0 ms: calls/s, of the passthrough's: at least 12 %",
      "tools/list, 64 connections, upstream 0 ms: calls/s, of the peer's: at least 4 times",
      "ping, 16 connections, upstream 20 ms: p50 added to a direct call, of what the passthrough adds: at most 3 times",
      "ping, 16 connections, upstream 20 ms: p99 added to a direct call, of what the passthrough adds: at most 3 times",
      "cold start to the first tools/list, of the passthrough's first answer: at most 1.3 times",
      "memory after 100,000 calls from 1,000 keys, of that after 1,000 calls: at most 110 %",
      "heap in use after 100,000 calls from 1,000 keys, of that after 1,000 calls: at most 110 %",
      "event loop held by a hostile body of 1 MiB: at most 100 ms",
      "log of a hostile body of 1 MiB: at most 20 lines",
      "insight in a shop of 50,000 orders: at most 10 s",
      "insight in a shop of 50,000 orders: memory above rest: at most 150 MiB",
      "tools/list of the published tools and the insights: at most 72000 bytes",
      "npm run regen: at most 3 s",
    ]);
    expect(new Set(verdicts.map(({ outcome, reason }) => `${outcome}: ${reason}`))).toEqual(
      new Set(["not measured: not part of this run"]),
    );
  });

  test("compares runs of one round, because a slow round is slow for both", () => {
    const throughput = [
      measured("endpoint 2025-11-25", callsOfPing, [16, 1.6, 900]),
      measured("passthrough", callsOfPing, [100, 10, 1000]),
    ];
    expect(find({ ...nothing, throughput }, "ping, 64 connections, upstream 0 ms: calls/s, of the pass")).toEqual({
      target: "ping, 64 connections, upstream 0 ms: calls/s, of the passthrough's",
      cases: [{ name: "2025-11-25", measured: 16 }],
      bound: "at least",
      limit: 15,
      unit: "%",
      outcome: "reached",
    });
  });

  test("is decided by the slower of two revisions", () => {
    const throughput = [
      measured("endpoint 2025-11-25", callsOfPing, [20]),
      measured("endpoint 2026-07-28", callsOfPing, [14]),
      measured("passthrough", callsOfPing, [100]),
    ];
    const { outcome, cases } = find(
      { ...nothing, throughput },
      "ping, 64 connections, upstream 0 ms: calls/s, of the pass",
    );
    expect([outcome, cases.map(({ name }) => name)]).toEqual(["NOT REACHED", ["2026-07-28", "2025-11-25"]]);
  });

  test.each([
    { work: "ping", rate: 300, outcome: "reached" },
    { work: "ping", rate: 299, outcome: "NOT REACHED" },
    { work: "listPurchases", rate: 300, outcome: "reached" },
    { work: "tools/list", rate: 399, outcome: "NOT REACHED" },
  ] as const)("on $work compares with a peer's 100 calls/s: $rate is $outcome", ({ work, rate, outcome }) => {
    const throughput = [
      measured("endpoint 2026-07-28", { ...callsOfPing, work }, [rate]),
      measured("peer 2025-11-25", { ...callsOfPing, work }, [100]),
    ];
    expect(
      find({ ...nothing, throughput }, `${work}, 64 connections, upstream 0 ms: calls/s, of the peer's`),
    ).toMatchObject({ outcome, cases: [{ name: "2026-07-28", measured: rate / 100 }] });
  });

  test("compares each revision with that of the peer, if it speaks both", () => {
    const throughput = [
      measured("endpoint 2025-11-25", callsOfPing, [300]),
      measured("endpoint 2026-07-28", callsOfPing, [600]),
      measured("peer 2025-11-25", callsOfPing, [100]),
      measured("peer 2026-07-28", callsOfPing, [150]),
    ];
    expect(
      find({ ...nothing, throughput }, "ping, 64 connections, upstream 0 ms: calls/s, of the peer's").cases,
    ).toEqual([
      { name: "2025-11-25", measured: 3 },
      { name: "2026-07-28", measured: 4 },
    ]);
  });

  test("without a peer says so", () => {
    const throughput = [measured("endpoint 2025-11-25", callsOfPing, [300])];
    expect(
      find({ ...nothing, throughput }, "ping, 64 connections, upstream 0 ms: calls/s, of the peer's"),
    ).toMatchObject({
      outcome: "not measured",
      reason: "no --peer was given",
    });
  });

  test("on the added time uses multiples of what the passthrough adds to a direct call", () => {
    const place = { connections: 16, latencyMs: 20 };
    const throughput = [
      measured("endpoint 2026-07-28", place, [1], [22.5, 28.5]),
      measured("passthrough", place, [1], [21, 25]),
      measured("direct upstream call", place, [1], [20.5, 24]),
    ];
    const added = (name: string) => find({ ...nothing, throughput }, `upstream 20 ms: ${name} added`);
    expect([added("p50").cases[0]?.measured, added("p50").outcome]).toEqual([4, "NOT REACHED"]);
    expect([added("p99").cases[0]?.measured, added("p99").outcome]).toEqual([4.5, "NOT REACHED"]);
  });

  test("on the added time is not given if the passthrough was as fast as a direct call", () => {
    const place = { connections: 16, latencyMs: 20 };
    const throughput = [
      measured("endpoint 2026-07-28", place, [1], [20.5, 24]),
      measured("passthrough", place, [1], [20.5, 23]),
      measured("direct upstream call", place, [1], [20.5, 24]),
    ];
    for (const name of ["p50", "p99"]) {
      expect(find({ ...nothing, throughput }, `upstream 20 ms: ${name} added`)).toMatchObject({
        outcome: "not measured",
        reason: "the passthrough added no time that could be compared",
      });
    }
  });

  test.each([
    { part: { memory: memoryOf(100, 111) }, target: "heap in use", outcome: "NOT REACHED" },
    { part: { memory: memoryOf(100, 110) }, target: "heap in use", outcome: "reached" },
    {
      part: { lists: [{ name: "published", tools: SERVED_TOOL_COUNT, bytes: 72_001 }] },
      target: "tools/list of the published",
      outcome: "NOT REACHED",
    },
    { part: { regenSeconds: [9, 3, 2] }, target: "npm run regen", outcome: "reached" },
    { part: { regenSeconds: [3.1] }, target: "npm run regen", outcome: "NOT REACHED" },
    {
      part: {
        starts: [
          { subject: "endpoint" as const, ms: [131] },
          { subject: "passthrough" as const, ms: [100] },
        ],
      },
      target: "cold start",
      outcome: "NOT REACHED",
    },
  ])("on $target is $outcome for $part", ({ part, target, outcome }) => {
    const results = { ...nothing, ...part };
    expect(find(results, target).outcome).toBe(outcome);
    expect(Object.keys(outcomes(results))).toHaveLength(1);
  });

  test("on memory says if the system does not report it", () => {
    const memory = memoryOf(100, 100);
    const insights = [{ tool: "briefShop", ms: [1], moreBytes: null }];
    const reason = "this system does not report a process's memory";
    expect(find({ ...nothing, memory }, "memory after")).toMatchObject({ outcome: "not measured", reason });
    expect(find({ ...nothing, insights }, "memory above rest")).toMatchObject({ outcome: "not measured", reason });
  });

  test.each([
    { delayMs: [99, 120, 80], logLines: 20, outcome: "reached" },
    { delayMs: [101, 120, 80], logLines: 21, outcome: "NOT REACHED" },
  ])("a hostile body is judged by its median delay and its log: $outcome", ({ delayMs, logLines, outcome }) => {
    const hostile = [
      { name: "numbers", status: 400, delayMs: [1], logLines: 0 },
      { name: "pings", status: 400, delayMs, logLines },
    ];
    const verdicts = [
      find({ ...nothing, hostile }, "event loop held"),
      find({ ...nothing, hostile }, "log of a hostile"),
    ];
    expect(verdicts.map((one) => [one.outcome, one.cases[0]?.name])).toEqual([
      [outcome, "pings"],
      [outcome, "pings"],
    ]);
  });
});

describe("the summary", () => {
  const verdict = { target: "speed", bound: "at least", limit: 3, unit: "times", outcome: "reached" } as const;
  const named = (name: string, measured: number) => ({ name, measured });

  test("has a line for each target, and a last line with the number of those that are reached", () => {
    const lines = summary([
      { ...verdict, cases: [named("2025-11-25", 3.5), named("2026-07-28", 4)] },
      { ...verdict, target: "regen", cases: [named("", 1)], outcome: "NOT REACHED" },
      { ...verdict, target: "peer", cases: [], outcome: "not measured", reason: "no --peer was given" },
    ]).split("\n");
    expect(lines.map((line) => line.replaceAll(/ {2,}/g, " | "))).toEqual([
      "TARGET | MEASURED | WANTED | OUTCOME",
      "speed | 3.50 times (2025-11-25), 4.00 times (2026-07-28) | at least 3 times | reached",
      "regen | 1.00 times | at least 3 times | NOT REACHED",
      "peer | - | at least 3 times | not measured: no --peer was given",
      "1 of 3 targets reached",
    ]);
  });

  test("shows the worst of many cases", () => {
    const cases = [named("c", 3), named("a", 4), named("b", 5)];
    expect(summary([{ ...verdict, cases }])).toContain(" 3.00 times (c), the worst of 3 ");
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

test("further columns of text are aligned left as well", () => {
  expect(
    table(
      ["A", "B"],
      [
        ["1", "long"],
        ["2", "x"],
      ],
      [0, 1],
    ),
  ).toBe("A  B\n1  long\n2  x");
});

test("numbers show their significant digits", () => {
  expect([12_345.6, 12.34, 1.234, 0.1234].map(toText)).toEqual(["12,346", "12.3", "1.23", "0.123"]);
});
