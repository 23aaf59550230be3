import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { type Finding, isProblem } from "../../../src/cli/finding.ts";
import { examineWebAgents } from "../../../src/cli/web-agents/examine-web-agents.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Answer = (response: ServerResponse) => unknown;

/** What the stand-in does differently from a server that is in order. */
export interface Deviation {
  /** Headers of the answer to a request without a key. */
  readonly challenge?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** Members of the documents. Undefined takes a member away. */
  readonly resource?: object;
  readonly server?: object;
  /** Answers in place of a document, or of the endpoint, by path. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

export const RESOURCE_PATH = "/.well-known/oauth-protected-resource/mcp";
export const SERVER_PATH = "/.well-known/oauth-authorization-server";

/** The documents of a server that is in order. */
function documentsOf(origin: string, { resource, server }: Deviation): Readonly<Record<string, object>> {
  return {
    [RESOURCE_PATH]: { resource: `${origin}/mcp`, authorization_servers: [origin], ...resource },
    [SERVER_PATH]: {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
      revocation_endpoint: `${origin}/revoke`,
      scopes_supported: ["read", "write", "offline_access"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      client_id_metadata_document_supported: true,
      authorization_response_iss_parameter_supported: true,
      ...server,
    },
  };
}

/** How the endpoints refuse a request that says nothing. */
const SIGN_IN: Readonly<Record<string, Answer>> = {
  "GET /authorize": (response) => response.writeHead(400, { "content-type": "text/html; charset=utf-8" }).end("<html>"),
  "POST /token": (response) => response.writeHead(400).end('{"error":"invalid_request"}'),
  "POST /register": (response) => response.writeHead(400).end('{"error":"invalid_client_metadata"}'),
  "POST /revoke": (response) => response.writeHead(400).end('{"error":"invalid_request"}'),
};

/** Starts a stand-in for an endpoint with a sign-in of its own, which also takes any key. Returns its origin. */
export async function startWebAgentServer(deviate: Deviation | ((origin: string) => Deviation) = {}): Promise<string> {
  let deviation: Deviation = {};
  let origin = "";
  const server = createServer((request, response) => {
    const { method, url = "" } = request;
    const signIn = SIGN_IN[`${method} ${url}`];
    const document = documentsOf(origin, deviation)[url];
    const { status = 401, answers = {}, challenge } = deviation;
    if (answers[url]) {
      answers[url](response);
    } else if (signIn) {
      signIn(response);
    } else if (request.headers.authorization !== undefined) {
      response.end('{"jsonrpc":"2.0","id":1,"result":{}}');
    } else if (request.method === "POST") {
      const headers = { "www-authenticate": `Bearer resource_metadata="${origin}${RESOURCE_PATH}", scope="read"` };
      response.writeHead(status, challenge ?? headers).end();
    } else {
      response.writeHead(document ? 200 : 404).end(document && JSON.stringify(document));
    }
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  deviation = typeof deviate === "function" ? deviate(origin) : deviate;
  return origin;
}

/** Examines such a stand-in. */
export async function examine(deviate: Deviation | ((origin: string) => Deviation) = {}, path = "/mcp") {
  const origin = await startWebAgentServer(deviate);
  const findings = await findingsAt(`${origin}${path}`);
  return { origin, lines: findings.map(toText) };
}

export async function findingsAt(url: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of examineWebAgents(url, 1000)) {
    findings.push(finding);
  }
  return findings;
}

function toText(finding: Finding): string {
  const { what, seen, advice = "" } = finding;
  const kind = isProblem(finding) ? "problem" : finding.isWarning ? "warning" : finding.isSkipped ? "skipped" : "ok";
  return `${kind} ${what}: ${seen}. ${advice}`.trim();
}
