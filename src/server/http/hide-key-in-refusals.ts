import type { McpHttpHandler } from "@modelcontextprotocol/server";
import { hideKey } from "../kit/hide-key.ts";

const FIRST_ERROR_STATUS = 400;

/** The SDK's own refusals quote the headers they refuse, and an agent shows an error to its model. */
export function hideKeyInRefusals(handler: McpHttpHandler): McpHttpHandler {
  return {
    ...handler,
    fetch: async (request, options) => {
      const response = await handler.fetch(request, options);
      if (response.status < FIRST_ERROR_STATUS) {
        return response;
      }
      const { status, headers } = response;
      return new Response(hideKey(await response.text(), options?.authInfo?.token ?? ""), { status, headers });
    },
  };
}
