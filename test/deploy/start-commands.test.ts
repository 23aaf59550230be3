import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { answerOf } from "../support/answer-of.ts";
import { connectClient } from "../support/endpoint.ts";
import { type RunningProcess, useCommands } from "../support/processes.ts";
import { FULL_KEY } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { useBuiltTree } from "./built-tree.ts";
import { readCompose, withDefaults } from "./compose.ts";
import { execForm, imageEnvironment, parseDockerfile } from "./dockerfile.ts";
import { readUnit } from "./systemd-unit.ts";

const QUIET = { LOG_LEVEL: "info", DIGISTORE24_VERIFY_KEY: "false" };
/** A process with this may read every file and write none. */
const WITHOUT_WRITING = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission --allow-fs-read=*"
  : "--experimental-permission --allow-fs-read=*";

const start = useCommands();
const builtTree = useBuiltTree();
const tempFolder = useTempFolders();
const [image] = parseDockerfile().stages.slice(-1);
if (!image) {
  throw new Error("the Dockerfile has no stage");
}
const inImage = imageEnvironment(image);
const services = readCompose();

/** As a container engine would start it, but on a free port. */
function startInImage(command: readonly string[] | undefined, env: Readonly<Record<string, string>> = {}) {
  return start(command ?? [], { cwd: builtTree(), env: { ...inImage, ...QUIET, PORT: "0", ...env } });
}

async function portOf(server: RunningProcess): Promise<string> {
  const [, port = ""] = await server.until(/listening at http:\/\/127\.0\.0\.1:(\d+)/);
  return port;
}

/** Sends a Host other than the one connected to, which fetch does not allow. */
function statusFor(port: string, path: string, host: string, method = "GET"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once("error", reject)
      .end();
  });
}

describe("the image's command", () => {
  test("serves, is healthy by its own check, and ends with 0 when the engine stops it", async () => {
    const server = startInImage(execForm(image, "CMD"));
    const port = await portOf(server);
    const check = execForm(image, "HEALTHCHECK");

    expect(await startInImage(check, { PORT: port }).exit).toBe(0);
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    expect(await startInImage(check, { PORT: port }).exit).toBe(1);
  });

  test("serves requests to localhost, and to no name that was not allowed", async () => {
    const port = await portOf(startInImage(execForm(image, "CMD")));

    expect(await statusFor(port, "/", `localhost:${port}`, "POST")).toBe(401);
    expect(await statusFor(port, "/", "mcp.example.com", "POST")).toBe(403);
  });

  test("does not need a writable file system", async () => {
    const server = startInImage(execForm(image, "CMD"), { NODE_OPTIONS: WITHOUT_WRITING });

    expect(await statusFor(await portOf(server), "/ready", "localhost")).toBe(200);
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    const writing = { NODE_OPTIONS: WITHOUT_WRITING, AUDIT_LOG: join(tempFolder(), "audit.log") };
    expect(await startInImage(execForm(image, "CMD"), writing).exit).toBe(1);
  });
});

test("compose's profile makes a sandbox that is healthy by its own check, an endpoint that serves it, and pages that open", async () => {
  const { sandbox, trial } = services;
  const command = sandbox?.command?.map((word) => word.replace("--port=8124", "--port=0"));
  const [, sandboxPort = ""] = await startInImage(command).until(/sandbox {2}http:\/\/[\d.]+:(\d+)\//);
  const [kind, ...check] = sandbox?.healthcheck?.test.map((word) => word.replace("8124", sandboxPort)) ?? [];

  expect(kind).toBe("CMD");
  expect(await startInImage(check).exit).toBe(0);
  const { DIGISTORE24_API_URL = "" } = withDefaults(trial?.environment);
  const apiUrl = DIGISTORE24_API_URL.replace("sandbox:8124", `127.0.0.1:${sandboxPort}`);
  const port = await portOf(startInImage(execForm(image, "CMD"), { DIGISTORE24_API_URL: apiUrl }));
  const client = await connectClient(`http://localhost:${port}/`, FULL_KEY);
  const result = await client.callTool({ name: "GetGetuserinfo", arguments: {} });
  expect(answerOf(result)).toMatchObject({ user_id: 100001 });
  const made = answerOf(await client.callTool({ name: "PostCreatebuyurl", arguments: { product_id: "12345" } }));
  const page = new URL(String(made["url"]));
  expect(page.origin).toBe("http://127.0.0.1:8124");
  expect((await fetch(Object.assign(page, { port: sandboxPort }))).status).toBe(200);
  await client.close();
});

test("the unit's command serves with the unit's variables, and reopens its audit log on a reload", async () => {
  const { command, environment, value } = readUnit();
  const auditLog = join(tempFolder(), "audit.log");
  const env = { ...environment, ...QUIET, PORT: "0", METRICS_PORT: "0", AUDIT_LOG: auditLog };
  const server = start([process.execPath, ...command.slice(1)], { cwd: builtTree(), env });
  const port = await portOf(server);

  expect(await statusFor(port, "/", environment["ALLOWED_HOSTS"] ?? "", "POST")).toBe(401);
  expect(value("ExecReload")).toBe("/bin/kill -HUP $MAINPID");
  server.kill("SIGHUP");
  await server.until(/audit log reopened/);
  server.kill("SIGTERM");
  expect(await server.exit).toBe(0);
});

test("a pod answers its probes, which name the pod's address, and serves its metrics to others", async () => {
  const { configMapGenerator } = parse(readFileSync("deploy/kubernetes/base/kustomization.yaml", "utf8"));
  const literals: string[] = configMapGenerator[0].literals;
  const config = Object.fromEntries(literals.map((literal) => literal.split("=", 2) as [string, string]));
  const server = startInImage(execForm(image, "CMD"), { ...config, METRICS_PORT: "0" });
  const port = await portOf(server);
  const [container] = parse(readFileSync("deploy/kubernetes/base/deployment.yaml", "utf8")).spec.template.spec
    .containers;
  const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];

  for (const { httpGet } of probes) {
    expect(await statusFor(port, httpGet.path, "10.1.2.3:3000")).toBe(200);
  }
  const [, metricsAddress] = await server.until(/"address":"(http:\/\/[^"]+)","msg":"metrics ready/);
  expect(await (await fetch(`${metricsAddress}/metrics`)).text()).toContain("digistore24_mcp_calls_in_flight");
  // On all addresses, since Prometheus comes from another pod.
  expect(config["METRICS_HOST"]).toBe("0.0.0.0");
});
