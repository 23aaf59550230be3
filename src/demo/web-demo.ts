import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { buildSandbox } from "../sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../sandbox/http/generated-registry.ts";
import { SANDBOX_KEYS } from "../sandbox/wire/keys.ts";
import { buildApp } from "../server/start/app.ts";
import { readConfig } from "../server/start/config/config.ts";
import { WebAgent } from "./web-agent.ts";
import type { Outcome } from "./web-page.ts";
import { showEndpointSteps, showSandboxSteps } from "./web-steps.ts";

const HOST = "127.0.0.1";
const SECRET_BYTES = 32;

/** Sandbox, endpoint and agent, all on this machine. */
export interface WebDemo {
  /** The agent's address, which a person opens in a browser: each visit begins a connection. */
  readonly agentUrl: string;
  /** The endpoint's address for other agents on this machine. */
  readonly resource: string;
  /** How the first connection ended. */
  readonly firstOutcome: Promise<Outcome>;
  close(): Promise<void>;
}

/** Starts sandbox, endpoint with its front door, and an agent that comes through it. Prints every step. */
export async function startWebDemo(print: (line: string) => void): Promise<WebDemo> {
  const sandbox = buildSandbox({ registry: GENERATED_REGISTRY, acceptsLoopback: true });
  showSandboxSteps(sandbox, print);
  const apiUrl = `${await sandbox.listen({ host: HOST, port: 0 })}/api/call`;
  const port = await freePort();
  const publicUrl = `http://${HOST}:${port}`;
  const endpoint = buildApp({ config: readConfig(environmentOf(publicUrl, apiUrl)) });
  showEndpointSteps(endpoint, print);
  await endpoint.listen({ host: HOST, port });
  const resource = `${publicUrl}/mcp`;
  const { promise, resolve } = outcome();
  const agent = new WebAgent({ resource, print, onAnswer: resolve });
  const agentUrl = `${await agent.listen()}/`;
  const close = async () => {
    await agent.app.close();
    await endpoint.close();
    await sandbox.close();
  };
  print(`Sandbox (a stand-in for the Digistore24 API)  ${apiUrl}`);
  print(`MCP endpoint for agents that sign in          ${resource}`);
  print(`Agent (a stand-in for one on the web)         ${agentUrl}`);
  return { agentUrl, resource, firstOutcome: promise, close };
}

function environmentOf(publicUrl: string, apiUrl: string): Record<string, string> {
  return {
    DIGISTORE24_API_URL: apiUrl,
    DIGISTORE24_DEVELOPER_KEY: SANDBOX_KEYS.developer,
    PUBLIC_URL: publicUrl,
    OAUTH_SECRETS: randomBytes(SECRET_BYTES).toString("hex"),
  };
}

function outcome(): { promise: Promise<Outcome>; resolve: (found: Outcome) => void } {
  let resolve: (found: Outcome) => void = () => undefined;
  const promise = new Promise<Outcome>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** PUBLIC_URL names the port, so it has to be known before the endpoint listens. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
