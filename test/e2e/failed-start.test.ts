import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { useBuiltCommand } from "../support/processes.ts";
import { useTempFolders } from "../support/temp-folder.ts";

const start = useBuiltCommand(afterAll);
const tempFolder = useTempFolders(afterAll);
const servers: Server[] = [];

afterAll(() => {
  for (const server of servers.splice(0)) {
    server.close();
  }
});

async function takePort(): Promise<string> {
  const server = await listenSomewhere();
  servers.push(server);
  return portOf(server);
}

/** A port that nothing listens on. */
async function freePort(): Promise<string> {
  const server = await listenSomewhere();
  const port = portOf(server);
  server.close();
  return port;
}

async function listenSomewhere(): Promise<Server> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): string {
  return String((server.address() as AddressInfo).port);
}

/** Opens everything that a start can open: anything left open would keep the process alive. */
function serve(env: Record<string, string>) {
  const auditLog = join(tempFolder(), "audit.log");
  const server = start(["serve"], {
    PORT: "0",
    METRICS_PORT: "0",
    AUDIT_LOG: auditLog,
    LOG_LEVEL: "fatal",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
    REDIS_URL: "redis://127.0.0.1:9",
    KEY_HASH_SECRET: "a secret of the tests",
    ...env,
  });
  return { server, auditLog };
}

// Side by side: most of their time is spent waiting for what was opened to close.
describe.concurrent("a start that fails", () => {
  test("for a taken METRICS_PORT names it, and ends with 1", async () => {
    const { server, auditLog } = serve({ METRICS_PORT: await takePort() });
    expect(await server.exit).toBe(1);
    expect(server.output().trim()).toMatch(
      /^digistore24-mcp: Port \d+ of 127\.0\.0\.1 is in use by another program: stop it, .* \(METRICS_PORT; 0 picks a free one\)$/,
    );
    expect(readFileSync(auditLog, "utf8").trim()).toBe("");
  });

  test("for a METRICS_PORT that equals PORT names METRICS_PORT", async () => {
    const port = await freePort();
    const { server } = serve({ PORT: port, METRICS_PORT: port });
    expect(await server.exit).toBe(1);
    expect(server.output()).toContain(`METRICS_PORT must differ from PORT, got ${port} for both`);
  });

  test("for a taken PORT names it, and ends with 1", async () => {
    const { server, auditLog } = serve({ PORT: await takePort() });
    expect(await server.exit).toBe(1);
    expect(readFileSync(auditLog, "utf8").trim()).toBe("");
    expect(server.output().trim()).toMatch(
      /^digistore24-mcp: Port \d+ of .* is in use by another program: stop it, .* \(PORT or --port; 0 picks a free one\)$/,
    );
  });

  test.each(["HOST", "METRICS_HOST"])("for a %s that this machine does not have names the variable", async (name) => {
    const { server } = serve({ [name]: "192.0.2.1" });
    expect(await server.exit).toBe(1);
    expect(server.output().trim()).toMatch(
      new RegExp(`^digistore24-mcp: This machine does not have the address .*: choose another \\(${name}.*\\)$`),
    );
  });

  test("for its audit log names AUDIT_LOG, and ends with 1", async () => {
    const { server } = serve({ AUDIT_LOG: join(tempFolder(), "nowhere", "audit.log") });
    expect(await server.exit).toBe(1);
    expect(server.output().trim()).toMatch(
      /^digistore24-mcp: AUDIT_LOG ".*" cannot be written to: the folder .*nowhere does not exist\. Create it, or .*$/,
    );
  });
});
