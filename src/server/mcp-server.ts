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
import type { Surface, Surfaces } from "./surface.ts";

/** An agent may keep the list this long: it changes with a deployment only. */
const LIST_TTL_MS = 60 * 60 * 1000;

export interface McpServerSettings {
  readonly name: string;
  readonly version: string;
  readonly surfaces: Surfaces;
  readonly call: CallSettings;
  /** Told of every call that reached a tool. */
  readonly onCall: (call: ToolCall, outcome: CallOutcome) => void;
}

/** What the endpoint knows of a request, handed over by the SDK beside the key. */
interface RequestExtra {
  readonly requestId: string;
  readonly surface: Surface;
}

/**
 * Builds the server that answers one request. It holds nothing of its own: tools and lists are shared and frozen, and
 * the key comes in with the request, so that no two users can ever meet in it.
 */
export function createServerFactory({ name, version, surfaces, call, onCall }: McpServerSettings): McpServerFactory {
  return ({ authInfo }) => {
    if (!authInfo) {
      throw new Error("a request reached the MCP handler without a key");
    }
    const { requestId, surface } = authInfo.extra as unknown as RequestExtra;
    const server = new Server(
      { name, version },
      {
        capabilities: { tools: {} },
        instructions: instructionsFor(surface),
        cacheHints: {
          "tools/list": { ttlMs: LIST_TTL_MS, cacheScope: "private" },
          "server/discover": { ttlMs: LIST_TTL_MS, cacheScope: "private" },
        },
      },
    );
    server.setRequestHandler("tools/list", () => ({ tools: [...surface.list] }));
    server.setRequestHandler("tools/call", async ({ params }, ctx): Promise<CallToolResult> => {
      const tool = surface.tools.get(params.name);
      if (!tool) {
        throw new ProtocolError(
          ProtocolErrorCode.InvalidParams,
          surfaces.explainAbsence(params.name, surface) ?? unknownTool(params.name, surface),
        );
      }
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
