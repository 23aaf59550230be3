import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { type NodeIncomingMessageLike, type NodeServerResponseLike, toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, Server, type Tool } from "@modelcontextprotocol/server";
import { Pool } from "undici";

/**
 * The cost of the SDK alone: the same list, the same API call and the same result as the endpoint, on plain node:http.
 * It checks, limits, retries, logs and hides nothing.
 */
const { PORT, TOOLS_FILE = "", UPSTREAM_ORIGIN = "" } = process.env;
const { tools, functions } = JSON.parse(readFileSync(TOOLS_FILE, "utf8")) as {
  readonly tools: Tool[];
  readonly functions: Readonly<Record<string, string>>;
};
const pool = new Pool(UPSTREAM_ORIGIN);

const handler = createMcpHandler(({ authInfo }) => {
  const server = new Server({ name: "minimal-host", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler("tools/list", () => ({ tools }));
  server.setRequestHandler("tools/call", async ({ params }) => {
    const data = await callApi(functions[params.name] ?? "", params.arguments ?? {}, authInfo?.token ?? "");
    return { content: [{ type: "text", text: JSON.stringify(data) }] };
  });
  return server;
});
const serve = toNodeHandler(handler);

createServer((request, response) => {
  const auth = { token: keyOf(request), clientId: "", scopes: [] };
  const raw = Object.assign(request, { auth }) as unknown as NodeIncomingMessageLike;
  void serve(raw, response as unknown as NodeServerResponseLike);
}).listen(Number(PORT), "127.0.0.1");

function keyOf({ headers }: IncomingMessage): string {
  return headers.authorization?.slice("Bearer ".length) ?? "";
}

async function callApi(name: string, args: object, key: string): Promise<Record<string, unknown>> {
  const { body } = await pool.request({
    method: "POST",
    path: `/api/call/${name}`,
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      "x-ds-api-key": key,
    },
    body: new URLSearchParams(fieldsOf(args)).toString(),
  });
  const { data } = (await body.json()) as { data: Record<string, unknown> };
  return data;
}

function fieldsOf(args: object, wrapper = ""): [string, string][] {
  return Object.entries(args).flatMap(([name, value]) => {
    const field = wrapper === "" ? name : `${wrapper}[${name}]`;
    return typeof value === "object" ? fieldsOf(value, field) : [[field, String(value)] satisfies [string, string]];
  });
}
