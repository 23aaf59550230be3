import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { CLIENT_NAMES } from "../../src/server/page/client-files.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { runCli } from "./support.ts";

const tempFolder = useTempFolders();

/** The file of each client on Linux, relative to the user's home or the folder of a project. */
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
  return runCli(["config", ...args], { DIGISTORE24_API_KEY: "100001-NEVERPRINTED" }, home);
}

/** A client's file in its own home, and a way to run `config --write` on it. */
function fileOf(client: string, before?: string) {
  const home = tempFolder();
  const file = join(home, FILES[client] ?? "");
  const write = (text: string) => writeFileSync(file, text, { mode: 0o644 });
  mkdirSync(dirname(file), { recursive: true });
  if (before !== undefined) {
    write(before);
  }
  return {
    file,
    write,
    text: () => readFileSync(file, "utf8"),
    run: (...args: string[]) => config(home, client, "--write", ...args),
  };
}

describe("a configuration", () => {
  test.each(CLIENT_NAMES)("of %s is printed, with a placeholder for the key", async (client) => {
    const { code, stdout } = await config(tempFolder(), client, "--url", "https://mcp.example.com/");
    expect(code).toBe(0);
    expect(stdout).toContain("https://mcp.example.com/");
    expect(stdout).toContain("YOUR_DIGISTORE24_API_KEY");
    expect(stdout).not.toContain("NEVERPRINTED");
  });

  test("says what to do with it, and that --write can do it", async () => {
    const home = tempFolder();
    const { stdout } = await config(home, "cursor", "--two-keys");
    expect(stdout.split("\n")[0]).toBe(
      `Replace YOUR_READONLY_API_KEY and YOUR_FULLACCESS_API_KEY with your keys (Digistore24: Settings > Account access > API keys) and put this into ${join(home, FILES["cursor"] ?? "")}, or have --write put it there:`,
    );
  });

  test("of a client without a file is a command alone, which a shell can take from the output", async () => {
    const { stdout, stderr } = await config(tempFolder(), "mcp-remote");
    expect(stdout).toMatch(/^npx mcp-remote .*\n$/);
    expect(stderr).toMatch(/^Replace YOUR_DIGISTORE24_API_KEY with your key \(.*\) and run this:\n\n$/);
  });

  test.each([
    ["http://mcp.internal:3000/", true],
    ["https://mcp.example.com/", false],
    ["http://127.0.0.1:3000/", false],
    ["http://localhost:3000/", false],
  ])("for Claude Desktop at %s allows plain HTTP: %s", async (url, allows) => {
    const { stdout } = await config(tempFolder(), "claude-desktop", "--url", url);
    expect(stdout.includes('"--allow-http"')).toBe(allows);
  });

  test("of the Inspector brings the Node.js that it needs, both in the versions that they are tried with", async () => {
    const { devDependencies } = JSON.parse(readFileSync("test/interop/package.json", "utf8"));
    const [nodeMajor] = devDependencies.node.split(".");
    const { stdout } = await config(tempFolder(), "inspector");
    expect(stdout).toContain(
      `npx -y --package=node@${nodeMajor} --package=@modelcontextprotocol/inspector@${devDependencies["@modelcontextprotocol/inspector"]} -- mcp-inspector --cli http://127.0.0.1:3000/ `,
    );
  });

  test("for two keys restricts the reading key to its own address", async () => {
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

describe("for an agent in a browser", () => {
  const web = (...args: string[]) => config(tempFolder(), ...args);

  test.each([
    ["claude-ai", "In claude.ai or Claude Desktop, open Customize > Connectors"],
    ["chatgpt", "In ChatGPT on the web, open Plugins (chatgpt.com/plugins)"],
  ])("%s, prints the address and numbered steps", async (agent, first) => {
    const { code, stdout } = await web(agent, "--url", "https://mcp.example.com");
    expect(code).toBe(0);
    const [address = "", , ...steps] = stdout.split("\n");
    expect(address).toMatch(/^Address for .*: https:\/\/mcp\.example\.com\/mcp$/);
    expect(steps[0]).toContain(`1. ${first}`);
    expect(steps.filter((line) => /^\d\. /.test(line)).length).toBeGreaterThanOrEqual(5);
    expect(stdout).toContain("\nThese menus change from time to time");
    expect(stdout).not.toContain("NEVERPRINTED");
  });

  test.each([
    ["https://mcp.example.com/", [], "/mcp"],
    ["https://mcp.example.com/mcp", [], "/mcp"],
    ["https://mcp.example.com/mcp/", [], "/mcp"],
    ["https://mcp.example.com/readonly", [], "/mcp/readonly"],
    ["https://mcp.example.com/mcp/x/vouchers,orders/safe", [], "/mcp/x/vouchers,orders/safe"],
    ["https://mcp.example.com", ["--safe"], "/mcp/safe"],
    ["https://mcp.example.com/mcp/x/orders", ["--readonly"], "/mcp/x/orders/readonly"],
  ])("makes of %s %j the address that asks for a sign-in", async (url, options, path) => {
    const { stdout } = await web("claude-ai", "--url", url, ...options);
    expect(stdout.split("\n")[0]).toBe(`Address for claude.ai and the Claude apps: https://mcp.example.com${path}`);
  });

  test.each([
    "https://localhost:3000",
    "https://127.0.0.1/mcp",
    "https://[::1]/mcp",
    "https://[::ffff:10.0.0.1]/mcp",
    "https://192.168.1.20/mcp",
    "http://10.0.0.5:3000/",
    "https://[fd00::1]/",
    "https://server/mcp",
    "https://nas.local/mcp",
    "https://mcp.internal./mcp",
  ])("refuses %s, which its servers cannot reach", async (url) => {
    const { code, stdout, stderr } = await web("claude-ai", "--url", url);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `digistore24-mcp: claude-ai connects from servers of its own, which cannot reach ${new URL(url).hostname} on this machine or in a private network. Give the address that people type, such as --url https://mcp.example.com\n`,
    );
  });

  test("refuses the address that other agents get if none is given", async () => {
    const { code, stderr } = await web("chatgpt");
    expect(code).toBe(2);
    expect(stderr).toContain("chatgpt connects from servers of its own, which cannot reach 127.0.0.1 on this machine");
  });

  test("refuses http", async () => {
    const { code, stderr } = await web("claude-ai", "--url", "http://mcp.example.com/mcp");
    expect(code).toBe(2);
    expect(stderr).toContain("claude-ai connects over https only, and http://mcp.example.com/mcp is http. Give the");
  });

  test("takes a public IP address", async () => {
    const { stdout } = await web("claude-ai", "--url", "https://8.8.8.8");
    expect(stdout).toContain("https://8.8.8.8/mcp\n");
  });

  test.each([
    ["https://mcp.example.com/shop/mcp"],
    ["https://mcp.example.com/mcpx"],
    ["https://mcp.example.com/mcp/safe", "--readonly"],
  ])("refuses %s %s, at which nobody can sign in", async (url, ...options) => {
    const { code, stderr } = await web("claude-ai", "--url", url, ...options);
    expect(code).toBe(2);
    expect(stderr).toContain("claude-ai finds the sign-in of this server only at the root of a host name");
  });

  test.each([
    ["--write", "claude-ai has no file to write to; leave out --write"],
    ["--two-keys", "claude-ai signs in on a page of the server, which asks what it may do; leave out --two-keys"],
  ])("refuses %s", async (option, message) => {
    const { code, stderr } = await web("claude-ai", option, "--url", "https://mcp.example.com");
    expect([code, stderr]).toEqual([2, `digistore24-mcp: ${message}\n`]);
  });
});

describe("a part", () => {
  const MCP = ["--url", "https://mcp.example.com/mcp"];
  const urlsOf = (stdout: string) => {
    const { mcpServers } = JSON.parse(stdout.slice(stdout.indexOf("{")));
    return Object.values<{ url: string }>(mcpServers).map(({ url }) => url);
  };

  test.each([
    [["--safe"], ["https://mcp.example.com/mcp/safe"]],
    [["--readonly"], ["https://mcp.example.com/mcp/readonly"]],
    [
      ["--safe", "--two-keys"],
      ["https://mcp.example.com/mcp/readonly", "https://mcp.example.com/mcp/safe"],
    ],
  ])("is chosen by %j", async (options, urls) => {
    const { stdout } = await config(tempFolder(), "cursor", ...options, ...MCP);
    expect(urlsOf(stdout)).toEqual(urls);
  });

  test.each([["--safe"], ["--two-keys"]])("cannot be read-only and %s at once", async (option) => {
    const { code, stderr } = await config(tempFolder(), "cursor", "--readonly", option);
    expect(code).toBe(2);
    expect(stderr).toContain("'--readonly' cannot be used with option");
  });

  test.each(["https://mcp.example.com/?readonly=true", "https://mcp.example.com/mcp#safe"])(
    "cannot be chosen for an address with a query or a fragment, which the endpoint would refuse or not see: %s",
    async (url) => {
      const { code, stderr } = await config(tempFolder(), "cursor", "--url", url);
      expect(code).toBe(2);
      expect(stderr).toContain(
        "It must be an address without ? and #. A part of the endpoint has a path: /readonly, /safe, /x/vouchers.",
      );
    },
  );
});

describe.runIf(process.platform === "linux")("--write", () => {
  test.each(Object.entries(FILES))("makes the file of %s", async (client, file) => {
    const home = tempFolder();
    const { code, stdout } = await config(home, client, "--write");
    expect(code).toBe(0);
    expect(stdout).toContain("Replace YOUR_DIGISTORE24_API_KEY");
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
    expect(readFileSync(`${file}.digistore24.bak`, "utf8")).toBe(before);
  });

  test("keeps comments, numbers and layout as a person wrote them", async () => {
    const before = '{\n    // ours\n    "inputs": {\n        "n": 1.0 /* one */\n    }';
    const { run, text } = fileOf("vscode", `${before}\n}\n`);
    expect((await run()).code).toBe(0);
    expect(text().startsWith(`${before},\n    "servers": {\n        "digistore24": {\n`)).toBe(true);
  });

  test("run again, changes the address, and keeps the key and everything that the user added to the entry", async () => {
    const { run, text, write } = fileOf("cursor", "");
    expect((await run()).stdout).toContain("Replace YOUR_DIGISTORE24_API_KEY");
    const headers = '"Authorization": "Bearer 100001-MINE", "X-MCP-Readonly": "true"';
    write(
      text()
        .replace(/"Authorization": "[^"]*"/, headers)
        .replace('"type"', '"disabled": true, "type"'),
    );
    const { stdout, stderr } = await run("--url", "https://mcp.example.com/");
    expect(stdout).toContain("The key was kept");
    expect(stdout + stderr).not.toContain("100001-MINE");
    expect(JSON.parse(text()).mcpServers.digistore24).toEqual({
      type: "http",
      url: "https://mcp.example.com/",
      headers: { Authorization: "Bearer 100001-MINE", "X-MCP-Readonly": "true" },
      disabled: true,
    });
    expect((await run("--url", "https://mcp.example.com/")).stdout).toContain(
      "already contains this; nothing was written",
    );
  });

  test("replaces an entry that started a program", async () => {
    const entry = { command: "node", args: ["stdio"], env: { DIGISTORE24_API_KEY: "1-OLD" }, alwaysAllow: ["ping"] };
    const { run, text } = fileOf("cursor", JSON.stringify({ mcpServers: { digistore24: entry } }));
    await run();
    expect(Object.keys(JSON.parse(text()).mcpServers.digistore24)).toEqual(["type", "url", "headers", "alwaysAllow"]);
  });

  test("keeps one backup of its own and no pile of keys, and lets nobody else read a file with a key", async () => {
    const { run, file } = fileOf("cursor", '{ "first": 1 }');
    writeFileSync(`${file}.bak`, "the user's", { mode: 0o600 });
    await run();
    expect(readFileSync(`${file}.digistore24.bak`, "utf8")).toBe('{ "first": 1 }');
    const { stdout } = await run("--url", "https://mcp.example.com/");
    expect(stdout).toContain(`${file} written. The previous version is in ${file}.digistore24.bak.\n`);
    expect(readFileSync(`${file}.digistore24.bak`, "utf8")).toContain("127.0.0.1");
    expect(readFileSync(`${file}.bak`, "utf8")).toBe("the user's");
    const names = readdirSync(dirname(file));
    expect(names.sort()).toEqual(["mcp.json", "mcp.json.bak", "mcp.json.digistore24.bak"]);
    for (const name of names) {
      expect(statSync(join(dirname(file), name)).mode & 0o777).toBe(0o600);
    }
  });

  describe("with another number of keys", () => {
    const serversOf = (text: string) => JSON.parse(text).mcpServers;
    const authorization = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });

    test("replaces the connection that could do everything, keeps its key, and says so", async () => {
      const { run, text, write } = fileOf("cursor", '{ "mcpServers": { "mine": { "url": "http://mine" } } }');
      await run();
      write(text().replace("YOUR_DIGISTORE24_API_KEY", "100001-MINE"));
      const { stdout } = await run("--two-keys");
      expect(serversOf(text())).toEqual({
        mine: { url: "http://mine" },
        "digistore24-read": {
          type: "http",
          url: "http://127.0.0.1:3000/readonly",
          ...authorization("YOUR_READONLY_API_KEY"),
        },
        "digistore24-write": { type: "http", url: "http://127.0.0.1:3000/", ...authorization("100001-MINE") },
      });
      expect(stdout).toContain("The connection digistore24 was replaced by digistore24-read and digistore24-write.\n");
      expect(stdout).toContain("Replace YOUR_READONLY_API_KEY with your key");
      expect(stdout).not.toContain("100001-MINE");
      expect((await run("--two-keys")).stdout).toContain("already contains this");
    });

    test("and back, with the key that may do what is asked for", async () => {
      for (const [option, kept] of [
        ["--safe", "100001-FULL"],
        ["--readonly", "100001-READ"],
      ] as const) {
        const { run, text, write } = fileOf("cursor", "");
        await run("--two-keys");
        write(text().replace("YOUR_READONLY_API_KEY", "100001-READ").replace("YOUR_FULLACCESS_API_KEY", "100001-FULL"));
        const { stdout } = await run(option);
        expect(serversOf(text())).toMatchObject({ digistore24: authorization(kept) });
        expect(Object.keys(serversOf(text()))).toEqual(["digistore24"]);
        expect(stdout).toContain(
          "The connections digistore24-read and digistore24-write were replaced by digistore24.\n",
        );
        expect(stdout).toContain("The key was kept. Restart the agent.");
      }
    });

    test("does not take a placeholder for a key", async () => {
      const { run, text } = fileOf("claude-desktop", "");
      await run();
      const { stdout } = await run("--two-keys");
      expect(stdout).toContain("Replace YOUR_READONLY_API_KEY and YOUR_FULLACCESS_API_KEY with your keys");
      expect(text()).not.toContain("YOUR_DIGISTORE24_API_KEY");
    });

    test("replaces the table in codex's file, with its subtables, and keeps everything around it", async () => {
      const { run, text, write } = fileOf("codex", "");
      await run();
      write(
        `# mine\n${text().replace("YOUR_DIGISTORE24_API_KEY", "100001-MINE")}\n[mcp_servers.digistore24.tools]\nping = true\n\n# the other\n[profiles.a]\nurl = "z"\n`,
      );
      const { code, stdout } = await run("--two-keys");
      expect([code, stdout.includes("digistore24 was replaced by")]).toEqual([0, true]);
      expect(text()).toBe(
        `# mine\n\n# the other\n[profiles.a]\nurl = "z"\n\n${["read", "write"].map((name) => `[mcp_servers.digistore24-${name}]\nurl = "http://127.0.0.1:3000/${name === "read" ? "readonly" : ""}"\nhttp_headers = { Authorization = "Bearer ${name === "read" ? "YOUR_READONLY_API_KEY" : "100001-MINE"}" }\n`).join("\n")}`,
      );
    });

    test("leaves codex's file as it is if the table cannot be found", async () => {
      const before = 'mcp_servers.digistore24.url = "x"\n';
      const { run, text } = fileOf("codex", before);
      const { code, stderr } = await run("--two-keys");
      expect(code).toBe(1);
      expect(stderr).toContain("it has mcp_servers.digistore24 in another form. Remove it by hand");
      expect(text()).toBe(before);
    });
  });

  test("follows a link instead of replacing it", async () => {
    const { run, file } = fileOf("cursor");
    const linked = join(tempFolder(), "dotfiles.json");
    writeFileSync(linked, "{}");
    symlinkSync(linked, file);
    await run();
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(linked, "utf8")).toContain("digistore24");
  });

  test.each(["[1]", "{ broken", '{ "mcpServers": [] }'])("leaves a file of %s as it is", async (before) => {
    const { run, text, file } = fileOf("cursor", before);
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain(`${file} was left as it is, because it cannot be read: `);
    expect(stderr).toContain("paste the output of config without --write");
    expect(text()).toBe(before);
    expect(existsSync(`${file}.digistore24.bak`)).toBe(false);
  });

  test("reports a file that cannot be read and a folder that cannot be made", async () => {
    const { run, file } = fileOf("cursor");
    mkdirSync(file);
    expect((await run()).stderr).toBe(`digistore24-mcp: ${file} cannot be read (EISDIR), so nothing was written\n`);
    const home = tempFolder();
    writeFileSync(join(home, ".codeium"), "");
    const { code, stderr } = await config(home, "windsurf", "--write");
    expect(code).toBe(1);
    expect(stderr).toMatch(/mcp_config\.json cannot be (read|written) \(ENOTDIR\)/);
  });

  test.skipIf(process.getuid?.() === 0)("reports a folder that cannot be written to", async () => {
    const { run, file } = fileOf("cursor");
    chmodSync(dirname(file), 0o500);
    expect((await run()).stderr).toContain(`${file} cannot be written (EACCES)`);
  });

  test("adds its table to codex's file once, and later changes only the address", async () => {
    const { run, text, write } = fileOf("codex", 'model = "x" # mine\n');
    expect((await run()).code).toBe(0);
    expect(text()).toMatch(/^model = "x" # mine\n\n\[mcp_servers\.digistore24\]\nurl = /);
    write(
      `${text().replace("YOUR_DIGISTORE24_API_KEY", "100001-MINE")}startup_timeout_sec = 20\n\n[profiles.a]\nurl = "z"\n`,
    );
    expect((await run()).stdout).toContain("already contains this");
    expect((await run("--url", "https://mcp.example.com/")).stdout).toContain("The key was kept");
    expect(text()).toBe(
      'model = "x" # mine\n\n[mcp_servers.digistore24]\nurl = "https://mcp.example.com/"\nhttp_headers = { Authorization = "Bearer 100001-MINE" }\nstartup_timeout_sec = 20\n\n[profiles.a]\nurl = "z"\n',
    );
  });

  test.each([
    '[mcp_servers."digistore24"]\ncommand = "node"\n',
    'mcp_servers = { other = { url = "x" } }\n',
    '[mcp_servers]\ndigistore24.url = "x"\n',
    'mcp_servers.digistore24.url = "x"\n',
  ])("leaves an entry in another form in codex's file: %j", async (before) => {
    const { run, text } = fileOf("codex", before);
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain("it has mcp_servers.digistore24 in another form. Change it by hand");
    expect(text()).toBe(before);
  });

  test.each([
    ['[mcp_servers\nurl = "x"\n', "line 1, column"],
    ['model = "x"\nmodel = "y"\n', "line 2, column"],
    ["key = 100001-MINE\n", "line 1, column"],
  ])("leaves codex's file as it is if it cannot be read: %j", async (before, place) => {
    const { run, text, file } = fileOf("codex", before);
    const { code, stdout, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain(`${file} was left as it is, because it cannot be read: `);
    expect(stderr).toContain(place);
    expect(stdout + stderr).not.toContain("100001-MINE");
    expect(text()).toBe(before);
    expect(existsSync(`${file}.digistore24.bak`)).toBe(false);
  });

  describe("leaves the text in a multi-line string of codex's file alone", () => {
    const entry =
      '[mcp_servers.digistore24]\nurl = "http://127.0.0.1:3000/"\nhttp_headers = { Authorization = "Bearer K" }\n';
    const notes = `notes = """\n${entry.replace("Bearer K", "Bearer N").replaceAll('"', "'")}"""\n`;
    const newUrl = ["--url", "https://mcp.example.com/"];

    test("and adds the table after that text", async () => {
      const { run, text } = fileOf("codex", notes);
      expect((await run(...newUrl)).code).toBe(0);
      expect(text().startsWith(`${notes}\n[mcp_servers.digistore24]\nurl = "https://mcp.example.com/"\n`)).toBe(true);
    });

    test.each([
      ["before", `${notes}\n${entry}`],
      ["in", `${entry}${notes}`],
    ])("and changes the address if that text is %s the table", async (_, before) => {
      const { run, text } = fileOf("codex", `max = 9223372036854775807\n${before}`);
      expect((await run(...newUrl)).code).toBe(0);
      expect(text()).toBe(
        `max = 9223372036854775807\n${before.replace('url = "http://127.0.0.1:3000/"', 'url = "https://mcp.example.com/"')}`,
      );
    });
  });

  test("is refused for a client that has no configuration file", async () => {
    const { code, stderr } = await config(tempFolder(), "inspector", "--write");
    expect([code, stderr]).toEqual([2, "digistore24-mcp: inspector has no file to write to; leave out --write\n"]);
  });
});
