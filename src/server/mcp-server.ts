import {
  type CallToolResult,
  type McpServerFactory,
  ProtocolError,
  ProtocolErrorCode,
  Server,
} from "@modelcontextprotocol/server";
import { closest } from "fastest-levenshtein";
import { type CallOutcome, type CallSettings, callTool, type ToolCall } from "./call-tool.ts";
import { instructionsFor } from "./instructions.ts";
import type { Surface } from "./surface.ts";

/** An agent may keep the list this long: it changes with a deployment only. */
const LIST_TTL_MS = 60 * 60 * 1000;

export interface McpServerSettings {
  readonly name: string;
  readonly version: string;
  readonly surface: Surface;
  readonly call: CallSettings;
  /** Told of every call that reached a tool. */
  readonly onCall: (call: ToolCall, outcome: CallOutcome) => void;
}

/**
 * Builds the server that answers one request. It holds nothing of its own: tools and lists are shared and frozen, and
 * the key comes in with the request, so that no two users can ever meet in it.
 */
export function createServerFactory({ name, version, surface, call, onCall }: McpServerSettings): McpServerFactory {
  const instructions = instructionsFor(surface);
  const list = { tools: [...surface.list] };
  return ({ authInfo }) => {
    const server = new Server(
      { name, version },
      {
        capabilities: { tools: {} },
        instructions,
        cacheHints: {
          "tools/list": { ttlMs: LIST_TTL_MS, cacheScope: "private" },
          "server/discover": { ttlMs: LIST_TTL_MS, cacheScope: "private" },
        },
      },
    );
    server.setRequestHandler("tools/list", () => list);
    server.setRequestHandler("tools/call", async ({ params }, ctx): Promise<CallToolResult> => {
      if (!authInfo) {
        throw new ProtocolError(ProtocolErrorCode.InternalError, "The request reached the tools without a key");
      }
      const tool = surface.tools.get(params.name);
      if (!tool) {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, unknownTool(params.name, surface));
      }
      const requestId = String(authInfo.extra?.["requestId"]);
      const toolCall = { tool, args: params.arguments, apiKey: authInfo.token, requestId, signal: ctx.mcpReq.signal };
      const outcome = await callTool(toolCall, call);
      onCall(toolCall, outcome);
      return outcome.result;
    });
    return server;
  };
}

function unknownTool(name: string, surface: Surface): string {
  const shown = JSON.stringify(name.slice(0, 64));
  return `There is no tool ${shown} here. The nearest is ${closest(name, [...surface.tools.keys()])}; tools/list names all.`;
}
