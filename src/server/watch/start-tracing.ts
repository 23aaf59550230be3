import { setTimeout as wait } from "node:timers/promises";
import type { CallWatcher } from "../call/call-watch.ts";
import { ConfigError } from "../kit/errors.ts";
import { VERSION } from "../kit/version.ts";

interface RunningTracing {
  readonly watcher: CallWatcher;
  /** Sends the remaining spans, if the collector accepts them in time. */
  stop(): Promise<void>;
}

/** A collector that does not answer must not delay a stop. */
const MAX_FLUSH_MS = 1500;
const SERVICE = "digistore24-mcp";
const ENDPOINT_VARIABLES = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
const PROTOCOL_VARIABLES = ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];

/**
 * Exports spans over OTLP/HTTP if OpenTelemetry's own variables ask for it, and otherwise does not even load its
 * packages. The SDK reads endpoint, headers, sampler, resource and batch settings from those variables itself.
 */
export async function startTracing(env: NodeJS.ProcessEnv): Promise<RunningTracing | undefined> {
  if (!isWanted(env)) {
    return undefined;
  }
  const protocol = PROTOCOL_VARIABLES.map((name) => env[name]).find(Boolean) ?? "http/json";
  if (!protocol.startsWith("http/")) {
    throw new ConfigError(
      `${PROTOCOL_VARIABLES[1]} is ${JSON.stringify(protocol)}: traces are only sent over http/json`,
    );
  }
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources, { createTracing }] =
    await Promise.all([
      import("@opentelemetry/sdk-trace-base"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
      import("./tracing.ts"),
    ]);
  const named = resources.resourceFromAttributes({ "service.name": SERVICE, "service.version": VERSION });
  const provider = new BasicTracerProvider({
    resource: named.merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  return { watcher: createTracing(provider.getTracer(SERVICE, VERSION)), stop: () => stopInTime(provider) };
}

async function stopInTime(provider: { shutdown(): Promise<void> }): Promise<void> {
  const done = new AbortController();
  const late = wait(MAX_FLUSH_MS, undefined, { signal: done.signal }).then(() => {
    throw new Error(`the last traces were not accepted within ${MAX_FLUSH_MS} ms and are lost`);
  });
  try {
    await Promise.race([provider.shutdown(), late]);
  } finally {
    late.catch(() => undefined);
    done.abort();
  }
}

function isWanted(env: NodeJS.ProcessEnv): boolean {
  const isOff = env["OTEL_SDK_DISABLED"]?.toLowerCase() === "true" || env["OTEL_TRACES_EXPORTER"] === "none";
  return !isOff && (env["OTEL_TRACES_EXPORTER"] === "otlp" || ENDPOINT_VARIABLES.some((name) => env[name]));
}
