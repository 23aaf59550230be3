import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { CLIENT_NAMES } from "../../src/server/client-files.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { runCli } from "./support.ts";

const tempFolder = useTempFolders();

/** Where each client keeps its servers on Linux, from its home or the folder of a project. */
const FILES: Readonly<Record<string, string>> = {
  "claude-desktop": ".config/Claude/claude_desktop_config.json",
  "claude-code": ".mcp.json",
  cursor: ".cursor/mcp.json",
  windsurf: ".codeium/windsurf/mcp_config.json",
  vscode: ".vscode/mcp.json",
  codex: ".codex/config.toml",
  "gemini-cli": ".gemini/settings.json",
};

function config(home: string, ...args: string[]) {
  return runCli(["config", ...args], { HOME: home, DIGISTORE24_API_KEY: "100001-NEVERPRINTED" }, home);
}

describe("a configuration", () => {
  test.each(CLIENT_NAMES)("of %s is printed, with a placeholder for the key", async (client) => {
    const { code, stdout } = await config(tempFolder(), client, "--url", "https://mcp.example.com/");
    expect(code).toBe(0);
    expect(stdout).toContain("https://mcp.example.com/");
    expect(stdout).toContain("YOUR_DIGISTORE24_API_KEY");
    expect(stdout).not.toContain("NEVERPRINTED");
  });

  test.each([
    ["http://mcp.internal:3000/", true],
    ["https://mcp.example.com/", false],
    ["http://127.0.0.1:3000/", false],
    ["http://localhost:3000/", false],
  ])("of Claude Desktop for %s allows plain HTTP: %s", async (url, allows) => {
    const { stdout } = await config(tempFolder(), "claude-desktop", "--url", url);
    expect(stdout.includes('"--allow-http"')).toBe(allows);
  });

  test("for two keys keeps the reading one to its address", async () => {
    const { stdout } = await config(tempFolder(), "cursor", "--two-keys", "--url", "https://mcp.example.com/mcp");
    const { mcpServers } = JSON.parse(stdout.slice(stdout.indexOf("{")));
    expect(mcpServers).toMatchObject({
      "digistore24-read": {
        url: "https://mcp.example.com/mcp/readonly",
        headers: { Authorization: "Bearer YOUR_READONLY_API_KEY" },
      },
      "digistore24-write": { url: "https://mcp.example.com/mcp" },
    });
  });
});

describe.runIf(process.platform === "linux")("--write", () => {
  test.each(Object.entries(FILES))("makes the file of %s", async (client, file) => {
    const home = tempFolder();
    const { code, stdout } = await config(home, client, "--write");
    expect(code).toBe(0);
    expect(stdout).toContain("Put your key in the place of YOUR_DIGISTORE24_API_KEY");
    expect(readFileSync(join(home, file), "utf8")).toContain("http://127.0.0.1:3000/");
    expect(existsSync(join(home, `${file}.bak`))).toBe(false);
  });

  test("keeps everything else in the file, and a copy of it", async () => {
    const home = tempFolder();
    const file = join(home, ".cursor", "mcp.json");
    const before = JSON.stringify({ other: 1, mcpServers: { mine: { url: "http://mine" } } });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, before);
    await config(home, "cursor", "--write");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      other: 1,
      mcpServers: { mine: { url: "http://mine" }, digistore24: { type: "http" } },
    });
    expect(readFileSync(`${file}.bak`, "utf8")).toBe(before);
  });

  test.each(["{ // a comment\n }", "[1]", "{ broken"])("leaves a file of %s as it is", async (text) => {
    const home = tempFolder();
    const file = join(home, ".cursor", "mcp.json");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    const { code, stderr } = await config(home, "cursor", "--write");
    expect(code).toBe(1);
    expect(stderr).toContain("is no plain JSON, so it was left as it is");
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("adds to codex's file once", async () => {
    const home = tempFolder();
    const file = join(home, ".codex", "config.toml");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'model = "x"\n');
    expect((await config(home, "codex", "--write")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/^model = "x"\n\n\[mcp_servers\.digistore24\]\nurl = /);
    const again = await config(home, "codex", "--write");
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("has [mcp_servers.digistore24] already; change it there");
  });

  test("is refused for what is no file", async () => {
    expect((await config(tempFolder(), "inspector", "--write")).stderr).toContain(
      "inspector keeps no file to write into",
    );
  });
});
