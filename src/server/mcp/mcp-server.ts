import { type McpServerFactory, SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import type { CallSettings } from "../call/call-tool.ts";
import type { Surfaces } from "../contract/surface.ts";
import { completeArguments } from "./complete-arguments.ts";
import { instructionsFor } from "./instructions.ts";
import { PlainServer } from "./plain-errors.ts";
import { servePrompts } from "./prompts/serve-prompts.ts";
import type { RequestExtra } from "./request-extra.ts";
import { serveResources } from "./resources/serve-resources.ts";
import { serveTools } from "./serve-tools.ts";

/** The revision whose requests each say who sends them. */
export const STATELESS_REVISION = "2026-07-28";

/** An agent may keep these answers for an hour: they change only with a deployment. */
export const KEPT = { ttlMs: 60 * 60 * 1000, cacheScope: "private" } as const;
const CACHE_HINTS = {
  "server/discover": KEPT,
  "tools/list": KEPT,
  "prompts/list": KEPT,
  "resources/list": KEPT,
  "resources/templates/list": KEPT,
  "resources/read": KEPT,
};

interface McpServerSettings {
  readonly name: string;
  readonly version: string;
  readonly surfaces: Surfaces;
  readonly call: CallSettings;
}

/**
 * Builds the server that answers one request. It holds nothing of its own: tools and lists are shared and frozen, and
 * the key comes in with the request, so two users never share state.
 */
export function createServerFactory({ name, version, surfaces, call }: McpServerSettings): McpServerFactory {
  return ({ authInfo, era }) => {
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
        ...(era === "modern" && { supportedProtocolVersions: [...SUPPORTED_PROTOCOL_VERSIONS, STATELESS_REVISION] }),
      },
      authInfo.token,
    );
    serveTools(server, { apiKey: authInfo.token, extra, surfaces, call });
    servePrompts(server, surface, authInfo.token);
    serveResources(server, surface, authInfo.token);
    server.setRequestHandler("completion/complete", ({ params }) => completeArguments(params, surface));
    return server;
  };
}
