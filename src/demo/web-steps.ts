import type { FastifyInstance, FastifyRequest } from "fastify";
import { API_ROOT, functionOf } from "../sandbox/http/addresses.ts";

/** The known facts about an answered request. A route has names in place of values, so no part of it is a secret. */
interface Seen {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

type Describe = (seen: Seen) => string;

const PLACE_WIDTH = "Digistore24".length;
const REQUEST_WIDTH = "GET /.well-known/oauth-protected-resource/mcp 200".length;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const FIRST_ERROR = 400;

const ACCESS: Readonly<Record<string, string>> = {
  read: "to read",
  change: "to read and change",
  money: "to read, change and move money",
};
const WAYS: Readonly<Record<string, string>> = {
  digistore24: "and goes on to Digistore24",
  key: "with a pasted key",
};
/** Methods of MCP are words and slashes; anything else in a request is the sender's own text. */
const MCP_METHOD = /^[a-z]+(?:\/[a-z_]+)*$/i;

const AT_ENDPOINT: Readonly<Record<string, Describe>> = {
  "POST /mcp": describeMcp,
  "GET /.well-known/oauth-protected-resource/mcp": () => "the agent reads which server gives tokens for this address",
  "GET /.well-known/oauth-authorization-server": () => "the agent reads what that server can do, and where",
  "POST /register": () => "the agent registers itself",
  "GET /authorize": () => "the browser shows who asks, and for what",
  "POST /authorize": describeDecision,
  "GET /authorize/return/:proof": () => "the browser is back from Digistore24; a code goes to the agent",
  "GET /authorize/cancel/:proof": () => "the browser is back from Digistore24, without agreement",
  "POST /token": ({ status }) => (status < FIRST_ERROR ? "the agent takes its tokens" : "the agent gets no token"),
  "POST /revoke": () => "the agent gives its tokens back",
};

const AT_DIGISTORE24: Readonly<Record<string, Describe>> = {
  "POST /api/call/requestApiKey": () => "the endpoint asks for a page on which to agree",
  "GET /consent/:token": () => "the browser shows the page on which to agree",
  "POST /consent/:token": ({ body }) => (body["decision"] === "agree" ? "the person agrees" : "the person refuses"),
  "POST /api/call/retrieveApiKey": () => "the endpoint takes the key, which is handed out once",
};

const ANY_CALL = "the endpoint calls with the person's key";

/** Prints each request to the endpoint that belongs to a connection. */
export function showEndpointSteps(app: FastifyInstance, print: (line: string) => void): void {
  showSteps(app, print, "endpoint", (seen) => AT_ENDPOINT[`${seen.method} ${seen.route}`]?.(seen));
}

/** Prints each request to the sandbox: pages that a browser shows, and calls of the endpoint. */
export function showSandboxSteps(app: FastifyInstance, print: (line: string) => void): void {
  showSteps(app, print, "Digistore24", (seen) => {
    const isCall = seen.route.startsWith(API_ROOT);
    return AT_DIGISTORE24[`${seen.method} ${seen.route}`]?.(seen) ?? (isCall ? ANY_CALL : undefined);
  });
}

function showSteps(
  app: FastifyInstance,
  print: (line: string) => void,
  place: string,
  describe: (seen: Seen) => string | undefined,
): void {
  app.addHook("onResponse", async (request, reply) => {
    // Parts of the endpoint answer past Fastify, which then does not know the status.
    const seen = readSeen(request, reply.raw.statusCode);
    const text = describe(seen);
    if (text !== undefined) {
      print(formatStep(place, `${seen.method} ${seen.route} ${seen.status}`, text));
    }
  });
}

export function formatStep(place: string, request: string, text: string): string {
  return `  ${place.padEnd(PLACE_WIDTH)}  ${request.padEnd(REQUEST_WIDTH)}  ${text}`;
}

function readSeen(request: FastifyRequest, status: number): Seen {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const called = functionOf(request);
  const route = called === undefined ? (request.routeOptions.url ?? "") : API_ROOT + called;
  return { method: request.method, route, status, body };
}

function describeMcp({ status, body }: Seen): string {
  if (status === UNAUTHORIZED) {
    return "the agent has no token, and learns where it gets one";
  }
  if (status === FORBIDDEN) {
    return "the agent may not do this: it has to ask for more";
  }
  const { method } = body;
  const name = typeof method === "string" && MCP_METHOD.test(method) ? method : "a request";
  return `the agent uses its token for ${name}`;
}

function describeDecision({ status, body }: Seen): string {
  const { decision, access } = body;
  if (status >= FIRST_ERROR) {
    return decision === "key" ? "this key is not taken; the person is asked again" : "the decision is not taken";
  }
  const way = WAYS[String(decision)];
  return way === undefined
    ? "the person cancels"
    : `the person allows it ${ACCESS[String(access)] ?? "to read"} ${way}`;
}
