import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Agent, fetch as fetchThrough } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "../../scripts/processes/free-port.ts";
import { buildApp } from "../../src/server/start/app.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { answerOf } from "../support/answer-of.ts";
import { startEndpoint } from "../support/endpoint.ts";
import { type RunningProcess, useCommands } from "../support/processes.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, startSandbox } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { MAX_CALL_SECONDS } from "./longest-call.ts";
import { isInstalled, makeCertificate, type ProxyPlace, PUBLIC_NAME, placeCaddy, placeNginx } from "./proxies.ts";

const start = useCommands();
const tempFolder = useTempFolders();
const closing: (() => Promise<unknown>)[] = [];
const caddyfile = readFileSync("deploy/caddy/Caddyfile", "utf8");
const nginxConf = readFileSync("deploy/nginx/digistore24-mcp.conf", "utf8");

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

/** An endpoint as the unit runs it, behind a proxy that is about to start at this address. */
async function startBehindProxy(): Promise<ProxyPlace> {
  const sandbox = await startSandbox();
  closing.push(sandbox.close);
  const { url, close } = await startEndpoint({
    DIGISTORE24_API_URL: sandbox.apiUrl,
    ALLOWED_HOSTS: PUBLIC_NAME,
    TRUSTED_PROXIES: "127.0.0.1",
    RATE_LIMIT_PER_ADDRESS: "2",
  });
  closing.push(close);
  const folder = tempFolder();
  return { ...makeCertificate(folder), folder, port: await freePort(), upstream: new URL(url).host };
}

/** Finds the public name at this machine, and trusts the test's certificate alone. */
function throughProxy({ certificate }: ProxyPlace): typeof fetch {
  const agent = new Agent({
    connect: {
      ca: readFileSync(certificate),
      lookup: (_, { all }, done) =>
        all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4),
    },
  });
  closing.push(() => agent.close());
  return ((url: string, init: object) => fetchThrough(url, { ...init, dispatcher: agent })) as unknown as typeof fetch;
}

async function useThrough(place: ProxyPlace): Promise<void> {
  const url = `https://${PUBLIC_NAME}:${place.port}/`;
  const fetch = throughProxy(place);
  const client = new Client(
    { name: "test", version: "1.0.0" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  const requestInit = { headers: { Authorization: `Bearer ${FULL_KEY}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit, fetch }));
  expect((await client.listTools()).tools).toHaveLength(SERVED_TOOL_COUNT);
  const result = await client.callTool({ name: "GetGetuserinfo", arguments: {} });
  expect(answerOf(result)).toMatchObject({ user_id: 100001 });
  await client.close();
  const page = await fetch(url, { headers: { accept: "text/html" } });
  expect(page.headers.get("content-encoding")).toBe("gzip");
  expect(await page.text()).toContain(`https://${PUBLIC_NAME}`);
  // The address is the one that the proxy reports, whatever the caller claims.
  const statuses: number[] = [];
  for (const claimed of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) {
    statuses.push((await fetch(url, { method: "POST", headers: { "x-forwarded-for": claimed } })).status);
  }
  expect(statuses).toEqual([401, 401, 429]);
  const large = await fetch(url, { method: "POST", ...requestInit, body: "x".repeat(1024 * 1024 + 1) });
  expect(large.status).toBe(413);
}

/** A second instance is there, and the first one stops. */
async function startUpgrade(): Promise<{ readonly place: ProxyPlace; readonly stopFirst: () => Promise<unknown> }> {
  const place = await startBehindProxy();
  const stopFirst = closing.pop() ?? (() => Promise.reject(new Error("nothing to stop")));
  const next = await startEndpoint({ ALLOWED_HOSTS: PUBLIC_NAME, TRUSTED_PROXIES: "127.0.0.1" });
  closing.push(next.close);
  return { place: { ...place, next: new URL(next.url).host }, stopFirst };
}

async function statusesOfPosts(place: ProxyPlace): Promise<ReadonlySet<number>> {
  const fetch = throughProxy(place);
  const statuses = new Set<number>();
  for (let count = 0; count < 12; count += 1) {
    statuses.add((await fetch(`https://${PUBLIC_NAME}:${place.port}/`, { method: "POST" })).status);
  }
  return statuses;
}

function homeOfCaddy(folder: string): Record<string, string> {
  return { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
}

async function stop(proxy: RunningProcess): Promise<void> {
  proxy.kill("SIGTERM");
  expect(await proxy.exit).toBe(0);
  expect(proxy.output()).not.toContain(FULL_KEY);
}

describe.skipIf(!isInstalled("nginx", "-v"))("nginx", () => {
  test("accepts the example, and serves an agent with TLS", async () => {
    const place = await startBehindProxy();
    const args = placeNginx(place);
    expect(await start(["nginx", ...args, "-t"]).exit).toBe(0);
    const nginx = start(["nginx", ...args]);
    await nginx.until(/start worker process/);
    await useThrough(place);
    await stop(nginx);
    expect(readFileSync(`${place.folder}/access.log`, "utf8")).toMatch(/"POST \/ HTTP/);
    expect(readFileSync(`${place.folder}/access.log`, "utf8")).not.toContain(FULL_KEY);
  });
});

describe.skipIf(!isInstalled("nginx", "-v"))("an upgrade behind nginx", () => {
  test("loses no request if a second instance is running when the first one stops", async () => {
    const { place, stopFirst } = await startUpgrade();
    const nginx = start(["nginx", ...placeNginx(place)]);
    await nginx.until(/start worker process/);
    expect(await statusesOfPosts(place)).toEqual(new Set([401, 429]));
    await stopFirst();
    expect(await statusesOfPosts(place)).toEqual(new Set([401]));
    await stop(nginx);
  });
});

describe.skipIf(!isInstalled("caddy", "version"))("Caddy", () => {
  test("finds the example valid and well formatted", () => {
    const args = ["--config", "deploy/caddy/Caddyfile", "--adapter", "caddyfile"];
    const env = { ...process.env, ...homeOfCaddy(tempFolder()) };
    expect(() => execFileSync("caddy", ["validate", ...args], { stdio: "ignore", env })).not.toThrow();
    expect(execFileSync("caddy", ["fmt", "-"], { input: caddyfile, encoding: "utf8" })).toBe(caddyfile);
  });

  test("serves an agent with TLS", async () => {
    const place = await startBehindProxy();
    const caddy = start(["caddy", "run", ...placeCaddy(place)], { env: homeOfCaddy(place.folder) });
    await caddy.until(/serving initial configuration/);
    await useThrough(place);
    await stop(caddy);
  });
});

describe.skipIf(!isInstalled("caddy", "version"))("an upgrade behind Caddy", () => {
  test("loses no request if a second instance is running when the first one stops", async () => {
    const { place, stopFirst } = await startUpgrade();
    const caddy = start(["caddy", "run", ...placeCaddy(place)], { env: homeOfCaddy(place.folder) });
    await caddy.until(/serving initial configuration/);
    expect(await statusesOfPosts(place)).toEqual(new Set([401, 429]));
    await stopFirst();
    expect(await statusesOfPosts(place)).toEqual(new Set([401]));
    await stop(caddy);
  });
});

test("both wait longer than the longest call", () => {
  const waits = [
    /response_header_timeout (\d+)s/.exec(caddyfile)?.[1],
    /proxy_read_timeout (\d+)s;/.exec(nginxConf)?.[1],
  ];
  expect(waits.filter((seconds) => !(Number(seconds) > MAX_CALL_SECONDS))).toEqual([]);
});

test("both close an idle connection before the endpoint does, and no call is lost on one that closes", async () => {
  const app = buildApp({ config: readConfig({}) });
  const keepalive = Number(/keepalive (\d+)s/.exec(caddyfile)?.[1]);
  // nginx keeps one for a minute by default.
  const nginxKeepalive = Number(/keepalive_timeout (\d+)s/.exec(nginxConf)?.[1] ?? 60);
  expect([keepalive, nginxKeepalive].filter((seconds) => !(seconds * 1000 < app.server.keepAliveTimeout))).toEqual([]);
  await app.close();
});

test("neither redirects from plain HTTP, which would hide that a key was sent in the clear", () => {
  expect(caddyfile).toContain("auto_https disable_redirects");
  expect([...nginxConf.matchAll(/listen (\d+)/g)].map(([, port]) => port)).toEqual(["443"]);
});
