import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { freePort, send } from "../support/oauth.ts";
import { useBuiltCommand } from "../support/processes.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { startTraceCollector } from "../support/trace-collector.ts";
import { connectByHandover, connectByPastedKey, replay } from "./oauth/connections.ts";
import { DEVELOPER, HANDED_OUT, PASTED, REQUEST_TOKEN, startHostileHandover } from "./oauth/hostile-handover.ts";
import { keepAnswers, leaksIn, type Secret } from "./oauth/leaks.ts";
import { misplacedIn } from "./oauth/misplaced.ts";

const OAUTH_SECRETS = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];

const start = useBuiltCommand();
const tempFolder = useTempFolders();
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** The real command with its front door, which tells as much as it can. */
function startServer(port: number, env: Record<string, string>) {
  return start(["serve"], {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    OAUTH_SECRETS: OAUTH_SECRETS.join(","),
    DIGISTORE24_DEVELOPER_KEY: DEVELOPER,
    METRICS_PORT: "0",
    RATE_LIMIT_PER_ADDRESS: "0",
    LOG_LEVEL: "trace",
    AUDIT_READS: "true",
    DIGISTORE24_OPERATOR: "{client}",
    OTEL_BSP_SCHEDULE_DELAY: "1",
    ...env,
  });
}

/** Those that exist before anybody connects. */
const LASTING: readonly Secret[] = [
  { name: "pasted key", text: PASTED, belongs: [] },
  { name: "key handed out", text: HANDED_OUT, belongs: [] },
  { name: "developer key", text: DEVELOPER, belongs: [] },
  ...OAUTH_SECRETS.map((text) => ({ name: "OAUTH_SECRETS", text, belongs: [] })),
  // Part of the address of Digistore24's own page.
  { name: "request token", text: REQUEST_TOKEN, belongs: ["POST /authorize 200", "retrieveApiKey"] },
];

test("no secret of the front door is in anything the endpoint emits, except in the answer that hands it over", async () => {
  const digistore24 = await startHostileHandover();
  const collector = await startTraceCollector();
  closing.push(digistore24.close, collector.close);
  const auditLog = join(tempFolder(), "audit.log");
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = startServer(port, {
    AUDIT_LOG: auditLog,
    DIGISTORE24_API_URL: digistore24.apiUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  const [, metricsUrl = ""] = await server.until(/"address":"(http:[^"]+)","msg":"metrics ready/);
  const answers = keepAnswers();
  const secrets = [...LASTING];
  const byKey = await connectByPastedKey(origin, digistore24, secrets);
  const byHandover = await connectByHandover(origin, digistore24, secrets);
  const grants = [byKey, byHandover];
  for (const path of ["return", "cancel"]) {
    await fetch(`${origin}/authorize/${path}/${byHandover.proof}`, { redirect: "manual" });
  }
  const sealed = [byKey.access, byKey.refresh, byKey.code, byHandover.cookie, byKey.form];
  for (const secret of [...sealed, PASTED, DEVELOPER]) {
    for (const { path, init } of misplacedIn(secret, byKey.authorization)) {
      await fetch(origin + path, { redirect: "manual", ...init });
    }
  }
  for (const { access: token } of grants) {
    await send(`${origin}/mcp`, token, "tools/call", { name: "GetGetuserinfo", arguments: {} });
    const voucher = { name: "PostCreatevoucher", arguments: { data: { code: token } } };
    await send(`${origin}/mcp`, token, "tools/call", voucher);
    await send(`${origin}/`, token, "tools/call", { name: token, arguments: { [token]: token } });
    await send(`${origin}/mcp`, token, "tools/call", { name: token, arguments: { [token]: token } });
  }
  // The successor of its refresh token was used above, in a place where it belongs.
  await replay(origin, byKey);
  for (const { access: token } of grants) {
    await fetch(`${origin}/revoke`, { method: "POST", body: new URLSearchParams({ token }) });
    await send(`${origin}/mcp`, token, "tools/list");
  }
  const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
  await expect.poll(collector.received).toContain("tools/call GetGetuserinfo");
  server.kill("SIGTERM");
  expect(await server.exit).toBe(0);

  const sent = ["requestApiKey", "retrieveApiKey", "getUserInfo", "listInvoices", "unregister"];
  const emitted = new Map([
    ...answers,
    ...sent.map((name) => [name, digistore24.received(name).texts] as const),
    ["log", server.output()],
    ["audit", readFileSync(auditLog, "utf8")],
    ["metrics", metrics],
    ["traces", collector.received()],
  ]);
  expect(leaksIn(emitted, secrets)).toEqual([]);
  const keysSent = sent.map((name) => [name, [...digistore24.received(name).keys].sort()]);
  expect(Object.fromEntries(keysSent)).toEqual({
    requestApiKey: [DEVELOPER],
    retrieveApiKey: [DEVELOPER],
    // Two were sent in place of a token, with a letter more.
    getUserInfo: [PASTED, `${PASTED}x`, HANDED_OUT, `${DEVELOPER}x`],
    listInvoices: [PASTED],
    unregister: [HANDED_OUT],
  });
  // Each has output: an empty one would not hold a secret either.
  expect(emitted.get("log")).toContain("agent connected with a key");
  expect(emitted.get("log")).toContain("agent connected at Digistore24");
  expect(emitted.get("log")).toContain("authorization failed");
  expect(emitted.get("audit")).toContain('"tool":"PostCreatevoucher"');
  expect(emitted.get("metrics")).toContain('tool="PostCreatevoucher"');
});
