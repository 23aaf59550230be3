import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

const pem = (name: string) => readFileSync(new URL(`tls/${name}.pem`, import.meta.url));

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface DocumentHost {
  /** The address of a document: a client id. */
  readonly idOf: (path: string) => string;
  /** Sends all requests from now on this answer. */
  readonly answer: (next: Answer) => void;
  readonly paths: readonly string[];
  readonly lastHeaders: () => IncomingMessage["headers"];
  readonly connections: () => number;
  close(): Promise<void>;
}

export const LOOPBACK = { address: "127.0.0.1", family: 4 };

/** Lead a program to a host on this machine that stands for one in the public network. */
export const TO_THIS_MACHINE = {
  resolve: async () => [LOOPBACK],
  isPublic: (address: string) => address === LOOPBACK.address,
  authority: pem("authority"),
};

/** A host of client metadata documents at other.example, over TLS. */
export async function startDocumentHost(): Promise<DocumentHost> {
  const paths: string[] = [];
  let answer: Answer = (response) => void response.writeHead(404).end();
  let headers: IncomingMessage["headers"] = {};
  let connections = 0;
  const server = createServer({ key: pem("test-only-key"), cert: pem("other-name") }, (request, response) => {
    paths.push(request.url ?? "");
    headers = request.headers;
    answer(response, request);
  });
  server.on("connection", () => connections++);
  server.listen(0, LOOPBACK.address);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    idOf: (path) => `https://other.example:${port}${path}`,
    answer: (next) => {
      answer = next;
    },
    paths,
    lastHeaders: () => headers,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with a document as JSON; its client id is the address that was asked for, unless the document has one. */
export function document(given: Record<string, unknown> = {}, headers: Record<string, string> = {}): Answer {
  return (response, request) => {
    const client_id = `https://${request.headers.host}${request.url}`;
    const whole = { client_id, redirect_uris: ["https://agent.example/callback"], ...given };
    response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(whole));
  };
}

export function status(code: number, headers: Record<string, string> = {}, body = ""): Answer {
  return (response) => void response.writeHead(code, headers).end(body);
}
