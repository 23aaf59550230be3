import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { useTempFolders } from "../support/temp-folder.ts";
import { runCliProcess } from "./support.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const tempFolder = useTempFolders();
const TSX = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
const WITHOUT_KEY = { DIGISTORE24_API_KEY: "" };

/** The other tests run the command in their own process; these run it once each as a process. */
describe("the command as a process", () => {
  test("takes its arguments, and writes to its output", async () => {
    expect(await runCliProcess(["--version"], {})).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("ends with 2 if it was called wrongly", async () => {
    const { code, stdout, stderr } = await runCliProcess(["serv"], {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("unknown command 'serv'");
  });

  test("ends with 1 if a variable that it needs is missing", async () => {
    const { code, stdout, stderr } = await runCliProcess(["stdio"], WITHOUT_KEY);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("DIGISTORE24_API_KEY is not set");
  });

  test("ends with 1 if it found a problem", async () => {
    const apiUrl = "http://127.0.0.1:2/api/call";
    const { code, stdout } = await runCliProcess(["doctor"], { ...WITHOUT_KEY, DIGISTORE24_API_URL: apiUrl });
    expect(code).toBe(1);
    expect(stdout).toContain("PROBLEM  API:");
  });

  test.runIf(process.platform === "linux")("finds clients' files in its user's home folder", async () => {
    const home = tempFolder();
    const { code } = await runCliProcess(["config", "cursor", "--write"], { HOME: home });
    expect(code).toBe(0);
    expect(existsSync(join(home, ".cursor", "mcp.json"))).toBe(true);
  });

  test("reads an audit log from standard input", async () => {
    const line = JSON.stringify({
      time: "2026-03-16T10:15:00.123Z",
      event: "tool_call",
      tool: "ping",
      outcome: "success",
    });
    const { code, stdout, stderr } = await runCliProcess(["audit", "-", "--json"], {}, `${line}\n`);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${line}\n`, stderr: "1 call\n" });
  });
});

describe("a defect", () => {
  test.each(["RangeError", "TypeError"])("that is a %s is reported with its stack, and without a key", async (kind) => {
    const loaded = new URL("../support/throw-on-output.ts", import.meta.url).href;
    const { code, stderr } = await runCliProcess(["tools"], {
      NODE_OPTIONS: `--import ${TSX} --import ${loaded}`,
      TEST_DEFECT: kind,
      TEST_KEY: "100001-VERYSECRETPART",
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^digistore24-mcp: a defect in this program: ${kind}: a defect with `));
    expect(stderr).toMatch(/^ {4}at .*print-tools\.ts/m);
    expect(stderr).toMatch(/^caused by Error: cause with /m);
    expect(stderr).not.toContain("VERYSECRETPART");
  });
});
