import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { examineEndpoint } from "../../src/cli/examine-endpoint.ts";
import type { Finding } from "../../src/cli/finding.ts";

const KEY = "100001-EXAMINEDKEY";
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The findings at an address that answers a GET with a page and a POST as the test defines. */
async function findingsWith(onPost: RequestListener): Promise<readonly Finding[]> {
  const findings = await findingsAt((request, response) => {
    if (request.method === "POST") {
      onPost(request, response);
    } else {
      response.end("hello");
    }
  });
  return findings.slice(1);
}

async function findingsAt(listener: RequestListener): Promise<readonly Finding[]> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const findings: Finding[] = [];
  for await (const finding of examineEndpoint(`http://127.0.0.1:${port}/`, KEY, 1000)) {
    findings.push(finding);
  }
  return findings;
}

describe("an endpoint that", () => {
  test.each([502, 503, 504])("is behind a proxy that answers %i in its place is not running", async (status) => {
    const [endpoint, ...others] = await findingsAt((_, response) => response.writeHead(status).end("<html>"));
    expect(endpoint?.seen).toContain(`HTTP ${status}: the proxy does not reach the server`);
    expect(endpoint?.advice).toMatch(/^Is the server running/);
    expect(others.every(({ isSkipped }) => isSkipped)).toBe(true);
  });

  test("says that it is not ready is reported with the reason", async () => {
    const [endpoint, ready] = await findingsAt(({ url }, response) => {
      const isReady = url !== "/ready";
      response.writeHead(isReady ? 200 : 503);
      response.end(isReady ? "hello" : JSON.stringify({ status: "not ready", reason: "changes are refused" }));
    });
    expect(endpoint?.advice).toBe(undefined);
    expect(ready).toEqual({
      what: "ready",
      seen: "not ready: changes are refused",
      advice: "The log of the endpoint has the cause",
    });
  });

  test("does not answer in time is reported as slow, not as another server's address", async () => {
    const findings = await findingsWith(() => undefined);
    expect(findings.map(({ what, seen }) => `${what}: ${seen}`)).toEqual([
      "MCP 2025-11-25: initialize got no answer: no answer within 1 second",
      "MCP 2026-07-28: server/discover got no answer: no answer within 1 second",
      "web agents: a request without a key got no answer: no answer within 1 second",
    ]);
    expect(findings[0]?.advice).not.toContain("address of an MCP endpoint");
  });

  test("stops in the middle of its answer is reported as slow as well", async () => {
    const [finding] = await findingsWith((_, response) => response.write('{"jsonrpc":'));
    expect(finding?.seen).toBe("initialize got no answer: no answer within 1 second");
  });

  test("breaks the connection is reported with the cause", async () => {
    const [finding] = await findingsWith((request) => request.socket.destroy());
    expect(finding?.seen).toMatch(/^initialize got no answer: (UND_ERR_SOCKET|ECONNRESET)$/);
  });

  test.each(["<html>", "null", "17", '"text"'])("answers %s is not an MCP endpoint", async (body) => {
    const [finding] = await findingsWith((_, response) => response.writeHead(502).end(body));
    expect(finding).toMatchObject({
      seen: "HTTP 502 without an answer in JSON",
      advice: "Is this the address of an MCP endpoint?",
    });
  });
});
