import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { answerOf } from "../support/answer-of.ts";
import { connectClient } from "../support/endpoint.ts";
import { useCommands } from "../support/processes.ts";
import { hasRedis, useRedis } from "../support/redis.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { startTraceCollector } from "../support/trace-collector.ts";
import { useBuiltTree } from "./built-tree.ts";

const TSX = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
const MAIN = "dist/cli/main.js";
const IMPORT = /^(?:import|export|} from)\b[^"'`;]*"([^"]+)";?$|\b(?:__require|import)\("([^"]+)"\)/gm;

const builtTree = useBuiltTree();
const start = useCommands();
const startRedis = useRedis();
const tempFolder = useTempFolders();
let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** By the names that other chunks import them by. */
function readChunks(): ReadonlyMap<string, string> {
  const folder = join(inject("dist"), "cli");
  const files = readdirSync(folder).filter((file) => file.endsWith(".js"));
  return new Map(files.map((file) => [`./${file}`, readFileSync(join(folder, file), "utf8")]));
}

/** In a folder without packages, as in the image. */
function serve(env: Readonly<Record<string, string>>) {
  const { apiUrl } = sandbox;
  const common = {
    PORT: "0",
    LOG_LEVEL: "info",
    DIGISTORE24_API_URL: apiUrl,
    KEY_HASH_SECRET: "a secret of the tests",
  };
  return start([process.execPath, MAIN, "serve"], { cwd: builtTree(), env: { ...common, ...env } });
}

async function callOnce(address: string): Promise<unknown> {
  const client = await connectClient(`${address}/mcp`, FULL_KEY);
  const answer = answerOf(await client.callTool({ name: "GetGetuserinfo", arguments: {} }));
  await client.close();
  return answer;
}

describe("the built command, without any package next to it", () => {
  test("imports only modules of Node.js and its own chunks", () => {
    const chunks = readChunks();
    const imported = [...chunks.values()].flatMap((code) =>
      [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? ""),
    );
    expect(imported).toEqual(expect.arrayContaining(["node:http", "http"]));
    // Some of Node's modules are newer than the version that runs this.
    const isOurs = (name: string) => isBuiltin(name) || name.startsWith("node:") || chunks.has(name);
    expect(imported.filter((name) => !isOurs(name))).toEqual([]);
  });

  test("takes from a CommonJS package that it loads later only what such a chunk exports, its default", () => {
    const chunks = readChunks();
    const later = [...chunks.values()].flatMap((code) =>
      [...code.matchAll(/\bimport\("([^"]+)"\)/g)]
        .filter(([, name = ""]) => /^export default require_/m.test(chunks.get(name) ?? ""))
        // What is taken stands directly in front of the import, or in the function that receives the module.
        .map(({ index }) => code.slice(index - 60, index + 60)),
    );
    expect(later.length).toBeGreaterThanOrEqual(3);
    expect(later.filter((taken) => !taken.includes("default: {"))).toEqual([]);
  });

  test("calls the API over stdio", async () => {
    const client = new Client({ name: "test", version: "1.0.0" });
    const env = { ...process.env, DIGISTORE24_API_URL: sandbox.apiUrl, DIGISTORE24_API_KEY: FULL_KEY };
    const command = { command: process.execPath, args: [MAIN, "stdio"], cwd: builtTree(), stderr: "ignore" as const };
    await client.connect(new StdioClientTransport({ ...command, env: env as Record<string, string> }));
    const answer = answerOf(await client.callTool({ name: "GetGetuserinfo", arguments: {} }));
    expect(answer).toMatchObject({ user_id: 100001 });
    await client.close();
  });

  test("calls the API over HTTP, and counts and traces it", async () => {
    const collector = await startTraceCollector();
    const server = serve({ METRICS_PORT: "0", OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const [, metrics = ""] = await server.until(/"address":"(http:[^"]+)","msg":"metrics ready/);
    const [, address = ""] = await server.until(/ready at (http:\S+)\/ and/);
    expect(await callOnce(address)).toMatchObject({ user_id: 100001 });
    expect(await (await fetch(`${metrics}/metrics`)).text()).toContain('tool="GetGetuserinfo"');
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    expect(collector.received()).toContain("GetGetuserinfo");
    await collector.close();
  });

  test.runIf(hasRedis)("counts calls in Redis", async () => {
    const redis = await startRedis();
    const server = serve({ REDIS_URL: redis.url, RATE_LIMIT_PER_KEY: "2" });
    const [, address = ""] = await server.until(/ready at (http:\S+)\/ and/);
    expect(await callOnce(address)).toMatchObject({ user_id: 100001 });
    expect(server.output()).not.toContain("Redis");
  });

  test("says that Redis cannot be reached, and serves", async () => {
    const server = serve({ REDIS_URL: "redis://127.0.0.1:9", RATE_LIMIT_PER_KEY: "2" });
    const [, address = ""] = await server.until(/ready at (http:\S+)\/ and/);
    expect(await callOnce(address)).toMatchObject({ user_id: 100001 });
    await server.until(/"reason":"ECONNREFUSED","msg":"Redis is unavailable/);
  });
});

describe("what the build says about its packages", () => {
  const read = (file: string) => readFileSync(join(inject("dist"), file), "utf8");

  test("scanners find each with its version as it is locked", () => {
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
    const { components } = JSON.parse(read("packages.cdx.json"));
    const found = new Map<string, string>(components.map(({ name, purl }: Record<string, string>) => [name, purl]));
    expect(found.get("undici")).toBe(`pkg:npm/undici@${packages["node_modules/undici"].version}`);
    expect(found.get("@fastify/cors")).toBe(
      `pkg:npm/%40fastify/cors@${packages["node_modules/@fastify/cors"].version}`,
    );
    expect(found.has("vitest")).toBe(false);
  });

  test("each has its licence next to it", () => {
    const { components } = JSON.parse(read("packages.cdx.json"));
    const licences = read("THIRD-PARTY-LICENSES.txt").split(/^-{80}$/m);
    expect(licences).toHaveLength(components.length);
    const withoutText = licences.map((licence) => licence.trim()).filter((licence) => !licence.includes("\n"));
    // It is published without one.
    expect(withoutText).toEqual([expect.stringMatching(/^abstract-logging \S+ \(MIT\)$/)]);
  });
});

test("a build that fails leaves the earlier one as it was", () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "main.js"), "earlier");
  const { status, stderr } = spawnSync(process.execPath, ["--import", TSX, resolve("scripts/build.ts")], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toContain("src/cli/main.ts");
  expect(readdirSync(folder)).toEqual(["dist"]);
  expect(readFileSync(join(folder, "dist", "main.js"), "utf8")).toBe("earlier");
});
