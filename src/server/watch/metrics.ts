import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CallWatcher } from "../call/call-watch.ts";
import { findClientArguments } from "../contract/client-arguments.ts";
import { kindOf } from "../kit/errors.ts";
import { isObject } from "../kit/is-object.ts";
import { outcomeName } from "./audit-entry.ts";
import { REFUSAL_REASONS, type RefusalReason } from "./refusal-log.ts";

/** Seconds. The API usually answers in tenths of a second; statistics can take minutes. */
const BUCKETS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120];

export interface Metrics {
  readonly watcher: CallWatcher;
  readonly contentType: string;
  /** All metrics in Prometheus' text format. */
  text(): Promise<string>;
  /** Adds a gauge of the calls that wait for their turn. */
  watchWaiting(waiting: () => number): void;
  /** Counts a request that was refused before a call. */
  countRefusal(reason: RefusalReason): void;
}

/** The series that a call changes. */
function createSeries(registers: Registry[]) {
  const calls = new Counter({
    name: "digistore24_mcp_calls_total",
    help: "Completed tool calls, by tool and outcome",
    labelNames: ["tool", "access", "outcome"],
    registers,
  });
  const callsInFlight = new Gauge({ name: "digistore24_mcp_calls_in_flight", help: "Tool calls in flight", registers });
  const latency = new Histogram({
    name: "digistore24_mcp_upstream_seconds",
    help: "Time from a request to the API until the end of its answer",
    labelNames: ["function", "outcome"],
    buckets: BUCKETS,
    registers,
  });
  const retries = new Counter({
    name: "digistore24_mcp_upstream_retries_total",
    help: "Requests to the API that repeated a failed one",
    labelNames: ["function"],
    registers,
  });
  const upstreamInFlight = new Gauge({
    name: "digistore24_mcp_upstream_in_flight",
    help: "Requests to the API in flight",
    registers,
  });
  const dropped = new Counter({
    name: "digistore24_mcp_dropped_arguments_total",
    help: "Arguments that a client has added and that were not sent, by name",
    labelNames: ["argument"],
    registers,
  });
  const confirmations = new Counter({
    name: "digistore24_mcp_confirmations_total",
    help: "What became of calls that ask first, by tool and step",
    labelNames: ["tool", "step"],
    registers,
  });
  const refused = new Counter({
    name: "digistore24_mcp_refused_total",
    help: "Requests refused before a call, by reason",
    labelNames: ["reason"],
    registers,
  });
  for (const reason of REFUSAL_REASONS) {
    // A series that begins with its first refusal would hide that one from rate().
    refused.inc({ reason }, 0);
  }
  return { calls, callsInFlight, latency, retries, upstreamInFlight, dropped, confirmations, refused };
}

/** Counts calls. Labels contain only names of tools and functions and outcomes, nothing that a caller could choose. */
export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry = new Registry()] = registers;
  collectDefaultMetrics({ register: registry });
  const { calls, callsInFlight, latency, retries, upstreamInFlight, dropped, confirmations, refused } =
    createSeries(registers);
  const watcher: CallWatcher = ({ tool, args }) => {
    const { name, access, inputSchema } = tool.definition;
    callsInFlight.inc();
    for (const argument of isObject(args) ? findClientArguments(inputSchema, args) : []) {
      dropped.inc({ argument });
    }
    return {
      request: (attempt, functionName) => {
        const stop = latency.startTimer({ function: functionName });
        upstreamInFlight.inc();
        if (attempt > 0) {
          retries.inc({ function: functionName });
        }
        return (error) => {
          stop({ outcome: error === undefined ? "success" : kindOf(error) });
          upstreamInFlight.dec();
        };
      },
      end: (outcome) => {
        callsInFlight.dec();
        calls.inc({ tool: name, access, outcome: outcomeName(outcome) });
        if (outcome.confirmation) {
          confirmations.inc({ tool: name, step: outcome.confirmation });
        }
      },
    };
  };
  return {
    watcher,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    watchWaiting: (waiting) => {
      const help = "Tool calls that wait for their turn";
      new Gauge({
        name: "digistore24_mcp_calls_waiting",
        help,
        registers,
        collect() {
          this.set(waiting());
        },
      });
    },
    countRefusal: (reason) => refused.inc({ reason }),
  };
}
