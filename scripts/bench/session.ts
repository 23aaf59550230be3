import type { Pool } from "undici";
import { keyHeader } from "./requests.ts";
import { send } from "./send.ts";

const REVISION = "2025-11-25";
export const SESSION_ID = "mcp-session-id";

/** The headers that a server of the 2025 revisions requires after `initialize`: the revision it chose, and its session. */
export async function openSession(pool: Pool, path: string, key: string): Promise<Readonly<Record<string, string>>> {
  const headers = {
    ...keyHeader(REVISION, key),
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
  };
  const params = { protocolVersion: REVISION, capabilities: {}, clientInfo: { name: "bench", version: "1.0.0" } };
  const hello = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params });
  const answer = await send(pool, { path, headers, body: hello });
  const text = answer.body.toString("utf8");
  const [, chosen] = /"protocolVersion": *"([^"]+)"/.exec(text) ?? [];
  if (answer.status !== 200 || chosen === undefined) {
    throw new Error(`initialize was answered with HTTP ${answer.status} ${text.slice(0, 300)}`);
  }
  const id = answer.headers[SESSION_ID];
  const session = { "mcp-protocol-version": chosen, ...(typeof id === "string" && { [SESSION_ID]: id }) };
  const ready = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
  await send(pool, { path, headers: { ...headers, ...session }, body: ready });
  return session;
}
