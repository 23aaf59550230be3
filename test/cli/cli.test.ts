import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { runCli } from "./support.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const COMMANDS = ["serve", "stdio", "sandbox", "demo", "tools", "doctor", "config", "audit"];

describe("the command", () => {
  test("prints its version", async () => {
    expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("lists all its subcommands", async () => {
    const { code, stdout } = await runCli(["--help"]);
    expect(code).toBe(0);
    expect([...stdout.matchAll(/^ {2}([a-z]+) \[/gm)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(COMMANDS),
    );
  });

  test.each(COMMANDS)("%s prints its help", async (name) => {
    const { code, stdout } = await runCli([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: digistore24-mcp ${name}`);
  });

  test.each([
    { args: ["serv"], message: "digistore24-mcp: unknown command 'serv'\n(Did you mean serve?)" },
    { args: ["serve", "--prot", "1"], message: "digistore24-mcp: unknown option '--prot'\n(Did you mean --port?)" },
    { args: ["tools", "--surface", "ful"], message: "It must be one of published, full.\n(Did you mean full?)" },
    {
      args: ["config", "cursr"],
      message: "there is no client 'cursr'\n(Did you mean cursor?)\nThe clients: claude-desktop,",
    },
    { args: ["config", "claude"], message: "(Did you mean claude-desktop, claude-code or claude-ai?)\n" },
    { args: ["config", "vs-code"], message: "(Did you mean vscode?)\n" },
    {
      args: ["config"],
      message: "missing required argument 'client'\nThe clients: claude-desktop, claude-code, cursor,",
    },
    { args: ["audit", "--nope"], message: "digistore24-mcp: unknown option '--nope'" },
  ])("names the unknown word in $args and the nearest known one", async ({ args, message }) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test.each([
    ["config", "nosuch"],
    ["config", "c"],
    ["tools", "--surface", "nosuch"],
    ["sandbox", "--scale", "medium"],
  ])("makes no far-fetched guess at %s %s %s", async (...args) => {
    const { code, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(stderr).not.toContain("Did you mean");
  });

  test("says how to go on after a mistake, and does not bury it under the help", async () => {
    const { stderr } = await runCli(["sandbox", "--port", "x"]);
    expect(stderr).toBe(
      "digistore24-mcp: option '--port <number>' argument 'x' is invalid. It must be a whole number from 0 to 65535.\nAdd --help to see the options.\n",
    );
  });

  test.each([...COMMANDS.map((name) => [name, "--help"]), ["--help"]])(
    "does not say of a switch that it is off: %s %s",
    async (...args) => {
      expect((await runCli(args)).stdout).not.toContain("default: false");
    },
  );

  test.each([
    { address: "127.0.0.1:3000", message: "It must be an address such as http://127.0.0.1:3000/" },
    { address: "ftp://mcp.example.com/", message: "with http:// or https://" },
    { address: "https://100001-KEY@mcp.example.com/", message: "A key does not belong in the address" },
  ])("refuses an address that agents could not call: $address", async ({ address, message }) => {
    for (const command of [["doctor"], ["config", "cursor"]]) {
      const { code, stdout, stderr } = await runCli([...command, "--url", address]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(message);
    }
  });

  test("without a key does not start stdio, and says what to set", async () => {
    expect(await runCli(["stdio"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "digistore24-mcp: DIGISTORE24_API_KEY is not set. Set it to your API key (Digistore24: Settings > Account access > API keys)\n",
    });
  });
});

describe("tools", () => {
  test("lists the tools that would be served", async () => {
    const { stdout } = await runCli(["tools"]);
    expect(stdout.trim().split("\n")).toHaveLength(SERVED_TOOL_COUNT + 1);
    expect(stdout).toMatch(/^updateVoucher +write, destructive +vouchers +Update voucher$/m);
    expect(stdout).toMatch(new RegExp(`\\n${SERVED_TOOL_COUNT} tools\\n$`));
  });

  test("lists a part of them, and as JSON in the form that agents see", async () => {
    const { stdout } = await runCli(["tools", "--surface", "full", "--readonly", "--toolsets", "vouchers", "--json"]);
    expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toEqual([
      "PostListvouchers",
      "getVoucher",
      "validateCouponCode",
    ]);
  });

  test("lists the tools of the safe part", async () => {
    const { stdout } = await runCli(["tools", "--safe", "--toolsets", "products,billing"]);
    expect(stdout).toMatch(/^PostCreateproduct +write +products /m);
    expect(stdout).not.toContain("destructive");
    expect(stdout).not.toContain("billing");
  });

  test("names the toolsets if the given one does not exist", async () => {
    const { code, stderr } = await runCli(["tools", "--toolsets", "voucher"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^digistore24-mcp: There is no toolset "voucher" here\. Toolsets: .*vouchers; presets: /);
  });

  test("takes an empty list of toolsets for all of them, as stdio does", async () => {
    expect(await runCli(["tools", "--toolsets", ""])).toEqual(await runCli(["tools"]));
  });
});
