import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { ToolCall } from "../call/call.ts";
import type { CallWatcher } from "../call/call-watch.ts";
import type { TraceParent } from "../call/trace-parent.ts";
import { CallError, kindOf } from "../kit/errors.ts";
import { outcomeName } from "./audit-entry.ts";

/**
 * One span per call, with a child span per request to the API, following OpenTelemetry's conventions for MCP and HTTP
 * clients. Their context is passed on explicitly. Attributes contain only names and outcomes, no arguments and no key.
 */
export function createTracing(tracer: Tracer): CallWatcher {
  return (call) => {
    const { definition } = call.tool;
    const span = tracer.startSpan(
      `tools/call ${definition.name}`,
      callAttributes(call),
      parentContext(call.traceParent),
    );
    const context = trace.setSpan(ROOT_CONTEXT, span);
    return {
      request: (attempt, functionName) => {
        const request = tracer.startSpan(
          `POST ${functionName}`,
          {
            kind: SpanKind.CLIENT,
            attributes: {
              "http.request.method": "POST",
              "http.request.resend_count": attempt,
              "digistore24.function": functionName,
            },
          },
          context,
        );
        return (error) => {
          const status = error instanceof CallError ? error.details.status : undefined;
          end(request, error === undefined ? "success" : kindOf(error), status);
        };
      },
      end: (outcome) => end(span, outcomeName(outcome)),
    };
  };
}

function callAttributes({ tool, surfaceName, requestId, client }: ToolCall) {
  return {
    kind: SpanKind.SERVER,
    attributes: {
      "mcp.method.name": "tools/call",
      "gen_ai.tool.name": tool.definition.name,
      "digistore24.access": tool.definition.access,
      "digistore24.surface": surfaceName,
      "digistore24.request_id": requestId,
      ...(client && { "mcp.client.name": client.name }),
    },
  };
}

function parentContext(parent: TraceParent | undefined): Context {
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT;
}

function end(span: Span, outcome: string, status?: number): void {
  span.setAttribute("digistore24.outcome", outcome);
  if (status !== undefined) {
    span.setAttribute("http.response.status_code", status);
  }
  if (outcome !== "success") {
    span.setAttribute("error.type", outcome);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
