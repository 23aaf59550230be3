import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type InputRequiredResult,
  inputResponse,
  type McpServerFactory,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
  TRACEPARENT_META_KEY,
} from "@modelcontextprotocol/server";
import type { Dialogue } from "../call/call.ts";
import { type CallSettings, callTool, refuseCall } from "../call/call-tool.ts";
import { type ClientInfo, toClientInfo } from "../call/client-info.ts";
import { textOfResult } from "../call/text-result.ts";
import { readTraceParent, type TraceParent } from "../call/trace-parent.ts";
import { QUESTION } from "../confirm/question.ts";
import type { Surface, Surfaces } from "../contract/surface.ts";
import type { KeyIdentity } from "../key/key-identity.ts";
import { hideKey } from "../kit/hide-key.ts";
import { isObject } from "../kit/is-object.ts";
import { nearestName } from "../kit/nearest-name.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { completeArguments } from "./complete-arguments.ts";
import { instructionsFor } from "./instructions.ts";
import { PlainServer } from "./plain-errors.ts";
import { servePrompts } from "./prompts/serve-prompts.ts";
import { serveResources } from "./resources/serve-resources.ts";

/** An agent may keep these answers for an hour: they change only with a deployment. */
const KEPT = { ttlMs: 60 * 60 * 1000, cacheScope: "private" } as const;
const CACHE_HINTS = {
  "server/discover": KEPT,
  "tools/list": KEPT,
  "prompts/list": KEPT,
  "resources/list": KEPT,
  "resources/templates/list": KEPT,
  "resources/read": KEPT,
};

export interface McpServerSettings {
  readonly name: string;
  readonly version: string;
  readonly surfaces: Surfaces;
  readonly call: CallSettings;
}

/** Facts about a request, which the SDK passes on together with the key. */
export interface RequestExtra {
  /** Over stdio, one connection serves every call, so each call gets a new id. */
  readonly nextRequestId: () => string;
  readonly key: KeyIdentity;
  readonly surface: Surface;
  /** From the headers. What a message says about its client takes precedence. */
  readonly client?: ClientInfo | undefined;
  readonly traceParent?: TraceParent | undefined;
}

/**
 * Builds the server that answers one request. It holds nothing of its own: tools and lists are shared and frozen, and
 * the key comes in with the request, so two users never share state.
 */
export function createServerFactory({ name, version, surfaces, call }: McpServerSettings): McpServerFactory {
  return ({ authInfo }) => {
    if (!authInfo) {
      throw new Error("a request reached the MCP handler without a key");
    }
    const extra = authInfo.extra as unknown as RequestExtra;
    const { surface } = extra;
    const server = new PlainServer(
      { name, version },
      {
        capabilities: { tools: {}, prompts: {}, resources: {}, completions: {} },
        instructions: instructionsFor(surface),
        cacheHints: CACHE_HINTS,
      },
      authInfo.token,
    );
    server.setRequestHandler("tools/list", () => ({ tools: [...surface.list] }));
    servePrompts(server, surface, authInfo.token);
    serveResources(server, surface, authInfo.token);
    server.setRequestHandler("completion/complete", ({ params }) => completeArguments(params, surface));
    server.setRequestHandler("tools/call", async ({ params }, ctx): Promise<CallToolResult | InputRequiredResult> => {
      const tool = surfaces.known(params.name);
      if (!tool) {
        throw new ProtocolError(
          ProtocolErrorCode.InvalidParams,
          unknownTool(hideKey(params.name, authInfo.token), surface),
        );
      }
      // Over stdio, stateless clients identify themselves in each request.
      const envelope = ctx.mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
      const announced = server.getClientVersion() ?? envelope?.[CLIENT_INFO_META_KEY];
      const toolCall = {
        tool,
        ...(params.name !== tool.definition.name && { calledAs: params.name }),
        args: params.arguments,
        apiKey: authInfo.token,
        key: extra.key,
        requestId: extra.nextRequestId(),
        surfaceName: surface.name,
        client: toClientInfo(announced, authInfo.token) ?? extra.client,
        traceParent: readTraceParent(ctx.mcpReq._meta?.[TRACEPARENT_META_KEY], authInfo.token) ?? extra.traceParent,
        signal: ctx.mcpReq.signal,
        confirm: surface.asked?.confirm,
        dialogue: dialogueOf(ctx),
      };
      if (!surface.tools.has(tool.definition.name)) {
        const reason = surfaces.explainAbsence(tool, surface);
        refuseCall(toolCall, reason, call.watchers);
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, reason);
      }
      const outcome = await callTool(toolCall, call);
      if (outcome.hasWrongState) {
        // The protocol wants an error of its own: the client is at fault here, not the model.
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, textOfResult(outcome.result as CallToolResult));
      }
      return outcome.result;
    });
    return server;
  };
}

/** Only a client that speaks a revision with questions can be asked, and says so with every request. */
function dialogueOf({ mcpReq }: ServerContext): Dialogue {
  const envelope = mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY];
  const elicitation = isObject(capabilities) ? capabilities["elicitation"] : undefined;
  // A client that names no form of question can show forms.
  const canAsk = isObject(elicitation) && ("form" in elicitation || !("url" in elicitation));
  const view = inputResponse(mcpReq.inputResponses, QUESTION);
  return {
    canAsk,
    state: mcpReq.requestState<string>(),
    answer: view.kind === "elicit" ? view : undefined,
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
