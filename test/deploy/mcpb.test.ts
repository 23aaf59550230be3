import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { getMcpConfigForManifest } from "@anthropic-ai/mcpb";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { buildBundle } from "../../scripts/mcpb/build-bundle.ts";
import { buildManifest } from "../../scripts/mcpb/manifest.ts";
import { answerOf } from "../support/answer-of.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { DEVELOPMENT_MODULES, linkProductionModules, PRODUCTION_MODULES } from "./production-modules.ts";

const MCPB = resolve("node_modules/@anthropic-ai/mcpb/dist/cli/cli.js");
/** By day the existing build; the slow project compiles as `npm run mcpb` does. */
const dist: string | undefined = inject("dist");
let folder = "";
let unpacked = "";
let sandbox: RunningSandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "digistore24-mcpb-test-"));
  unpacked = join(folder, "unpacked");
  const outFile = join(folder, "digistore24-mcp.mcpb");
  const modules = { outFile, installModules: linkProductionModules, isQuiet: true };
  await buildBundle(dist === undefined ? modules : { ...modules, compile: (outDir) => copyWithoutMaps(dist, outDir) });
  execFileSync(process.execPath, [MCPB, "unpack", outFile, unpacked], { stdio: "ignore" });
  sandbox = await startSandbox();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function copyWithoutMaps(from: string, outDir: string): void {
  cpSync(from, outDir, { recursive: true, filter: (file) => !file.endsWith(".map") });
}

/** As a client fills in what its user has set; undefined if something it needs is missing. */
function fillIn(userConfig: Record<string, string | boolean>) {
  const manifest = JSON.parse(readFileSync(join(unpacked, "manifest.json"), "utf8"));
  return getMcpConfigForManifest({ manifest, extensionPath: unpacked, systemDirs: {}, userConfig, pathSeparator: sep });
}

/** Starts the server as a client that has installed the bundle does. */
async function startBundle(userConfig: Record<string, string | boolean>): Promise<Client> {
  const filledIn = await fillIn(userConfig);
  const { PATH = "" } = process.env;
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: filledIn?.command ?? "",
      args: filledIn?.args ?? [],
      env: { PATH, ...filledIn?.env, DIGISTORE24_API_URL: sandbox.apiUrl },
      cwd: folder,
      stderr: "ignore",
    }),
  );
  return client;
}

async function toolNames(userConfig: Record<string, string | boolean>): Promise<string[]> {
  const client = await startBundle(userConfig);
  const { tools } = await client.listTools();
  await client.close();
  return tools.map(({ name }) => name);
}

describe("the bundle", () => {
  test("holds a manifest that mcpb itself finds valid, and would find invalid without a name", () => {
    const validate = (file: string) => execFileSync(process.execPath, [MCPB, "validate", file], { encoding: "utf8" });
    const { name, ...nameless } = buildManifest();
    const broken = join(folder, "nameless.json");
    writeFileSync(broken, JSON.stringify(nameless));

    expect(name).toBe("digistore24-mcp");
    expect(validate(join(unpacked, "manifest.json"))).toContain("Manifest schema validation passes!");
    expect(() => validate(broken)).toThrow();
  });

  test("agrees with the package, and names the tools that it serves", async () => {
    const { name, version, description, license } = JSON.parse(readFileSync("package.json", "utf8"));
    const manifest = buildManifest();

    expect(manifest).toMatchObject({ name, version, description, license });
    expect(manifest.tools?.map((tool) => tool.name)).toEqual(await toolNames({ api_key: FULL_KEY }));
  });

  test("contains production dependencies and the files of the page, and nothing of development", () => {
    expect(PRODUCTION_MODULES.filter((path) => !existsSync(join(unpacked, path, "package.json")))).toEqual([]);
    expect(DEVELOPMENT_MODULES.length).toBeGreaterThan(100);
    expect(DEVELOPMENT_MODULES.filter((path) => existsSync(join(unpacked, path)))).toEqual([]);
    expect(existsSync(join(unpacked, "src"))).toBe(false);
    const assets = join("server", "page", "assets");
    expect(readdirSync(join(unpacked, "dist", assets))).toEqual(readdirSync(join("src", assets)));
  });

  test("asks for the key as a required secret", async () => {
    const { user_config } = buildManifest();

    expect(user_config?.["api_key"]).toMatchObject({ sensitive: true, required: true });
    expect(await fillIn({ read_only: true })).toBeUndefined();
    expect((await fillIn({ api_key: FULL_KEY }))?.args?.join(" ")).not.toContain(FULL_KEY);
  });

  test("serves a call with nothing but the key", async () => {
    const client = await startBundle({ api_key: FULL_KEY });
    const result = await client.callTool({ name: "GetGetuserinfo", arguments: {} });
    expect(answerOf(result)).toMatchObject({ user_id: 100001 });
    await client.close();
  });

  test("serves only the tools that the other settings allow", async () => {
    const settings = { api_key: FULL_KEY, read_only: true, toolsets: "vouchers" };
    expect(await toolNames(settings)).toEqual(["PostListvouchers", "getVoucher", "validateCouponCode"]);
    const safe = await toolNames({ api_key: FULL_KEY, safe: true });
    expect(safe).toContain("PostCreatevoucher");
    expect(safe).not.toContain("updateVoucher");
    expect(safe).not.toContain("updateServiceProofRequest");
  });

  test("hides buyers' data if that is set", async () => {
    const client = await startBundle({ api_key: FULL_KEY, mask_personal_data: true });
    const result = await client.callTool({ name: "listBuyers", arguments: {} });
    expect(JSON.stringify(answerOf(result))).toMatch(/\[name [0-9a-f]{8}\]/);
    expect(JSON.stringify(answerOf(result))).not.toContain("@");
    await client.close();
  });
});
