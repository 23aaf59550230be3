import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";

/** The oldest version that package.json allows, and the newest line that CI tests. */
const NODE_VERSIONS = ["20.19.0", "24"];
const { version } = JSON.parse(readFileSync("package.json", "utf8"));

describe.each(NODE_VERSIONS)("the packed package, installed on Node %s into an empty folder,", (nodeVersion) => {
  const folder = mkdtempSync(join(tmpdir(), "digistore24-mcp-"));
  const app = join(folder, "app");
  let env: NodeJS.ProcessEnv = {};

  beforeAll(() => {
    const node = join(folder, "node");
    for (const made of [node, app]) {
      mkdirSync(made);
      writeFileSync(join(made, "package.json"), "{}");
    }
    execFileSync("npm", ["install", `node@${nodeVersion}`], { cwd: node, stdio: "ignore" });
    env = { ...process.env, PATH: `${join(node, "node_modules", ".bin")}:${process.env["PATH"]}` };
    execFileSync("npm", ["pack", "--pack-destination", folder], { stdio: "ignore" });
    const install = ["install", "--engine-strict", join(folder, `digistore24-mcp-${version}.tgz`)];
    const { status, stderr } = spawnSync("npm", install, { cwd: app, env, encoding: "utf8" });
    expect({ status, warnings: stderr.match(/EBADENGINE.*/g) }).toEqual({ status: 0, warnings: null });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (args: readonly string[], options: { input?: string; env?: NodeJS.ProcessEnv } = {}) =>
    spawnSync(join(app, "node_modules", ".bin", "digistore24-mcp"), args, {
      cwd: app,
      encoding: "utf8",
      env,
      ...options,
    });

  test("brings no other package, because the build contains those that are locked here", () => {
    const installed = readdirSync(join(app, "node_modules")).filter((name) => !name.startsWith("."));
    expect(installed).toEqual(["digistore24-mcp"]);
  });

  test("prints its version", () => {
    expect(run(["--version"]).stdout).toBe(`${version}\n`);
  });

  test("prints the tools", () => {
    expect(run(["tools"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(new RegExp(`\\n${SERVED_TOOL_COUNT} tools\\n$`)),
    });
  });

  test("answers over stdio", () => {
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } };
    const request = `${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params })}\n`;
    const given = { ...env, DIGISTORE24_API_KEY: "1-TESTKEYOFNOBODY", AUDIT_LOG: "off" };
    const { status, stdout } = run(["stdio"], { input: request, env: given });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: 1, result: { serverInfo: { version } } });
  });

  test("runs its demo to the end", () => {
    expect(run(["demo", "--once"]).status).toBe(0);
  });
});
