import {
  type CallToolRequest,
  type CallToolResult,
  CLIENT_INFO_META_KEY,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
  TRACEPARENT_META_KEY,
} from "@modelcontextprotocol/server";
import type { ToolCall } from "../call/call.ts";
import { refuseCall } from "../call/call-record.ts";
import { type CallSettings, callTool } from "../call/call-tool.ts";
import { toClientInfo } from "../call/client-info.ts";
import { textOfResult } from "../call/text-result.ts";
import { readTraceParent } from "../call/trace-parent.ts";
import type { Surface, Surfaces } from "../contract/surface.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import { hideKey } from "../kit/hide-key.ts";
import { nearestName } from "../kit/nearest-name.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { dialogueOf } from "./dialogue.ts";
import { progressTo } from "./progress.ts";
import type { RequestExtra } from "./request-extra.ts";

interface ServedTools {
  readonly apiKey: string;
  readonly extra: RequestExtra;
  readonly surfaces: Surfaces;
  readonly call: CallSettings;
}

/** Lists and calls the tools of the request's surface. */
export function serveTools(server: Server, served: ServedTools): void {
  const { apiKey, extra, surfaces, call } = served;
  const { surface } = extra;
  server.setRequestHandler("tools/list", () => ({ tools: [...surface.list] }));
  server.setRequestHandler("tools/call", async ({ params }, ctx): Promise<CallToolResult | InputRequiredResult> => {
    const tool = surfaces.known(params.name);
    if (!tool) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, unknownTool(hideKey(params.name, apiKey), surface));
    }
    const toolCall = describeCall(tool, params, served, { server, ctx });
    if (!surface.tools.has(tool.definition.name)) {
      const reason = surfaces.explainAbsence(tool, surface);
      refuseCall(toolCall, reason, call.watchers);
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, reason);
    }
    const { result, hasWrongState } = await callTool(toolCall, call);
    if (hasWrongState) {
      // The protocol wants an error of its own: the client is at fault here, not the model.
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, textOfResult(result as CallToolResult));
    }
    return result;
  });
}

function describeCall(
  tool: RegisteredTool,
  { name, arguments: args }: CallToolRequest["params"],
  { apiKey, extra }: ServedTools,
  { server, ctx }: { readonly server: Server; readonly ctx: ServerContext },
): ToolCall {
  const { envelope, _meta: meta, signal } = ctx.mcpReq;
  // Over stdio, stateless clients identify themselves in each request.
  const inRequest = (envelope as Readonly<Record<string, unknown>> | undefined)?.[CLIENT_INFO_META_KEY];
  return {
    tool,
    ...(name !== tool.definition.name && { calledAs: name }),
    args,
    apiKey,
    isByToken: extra.isByToken === true,
    key: extra.key,
    requestId: extra.nextRequestId(),
    surfaceName: extra.surface.name,
    client: toClientInfo(server.getClientVersion() ?? inRequest, apiKey) ?? extra.client,
    traceParent: readTraceParent(meta?.[TRACEPARENT_META_KEY], apiKey) ?? extra.traceParent,
    signal,
    confirm: extra.surface.asked?.confirm,
    dialogue: dialogueOf(ctx),
    onProgress: progressTo(ctx),
  };
}

function unknownTool(name: string, { tools }: Surface): string {
  const shown = JSON.stringify(shortenText(name, 64, ""));
  // Agents that know the API use its function names.
  const lower = name.toLowerCase();
  const ofFunction = [...tools.values()].find(({ definition }) => definition.functionName.toLowerCase() === lower);
  const nearest = ofFunction?.definition.name ?? nearestName(name, [...tools.keys()]);
  const guess = nearest === undefined ? "" : ` The nearest is ${nearest};`;
  return `There is no tool ${shown} here.${guess} tools/list names all tools.`;
}
