import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readSince } from "../../src/audit/select-entries.ts";
import { runCli } from "../cli/support.ts";
import { useTempFolders } from "../support/temp-folder.ts";

const tempFolder = useTempFolders();

const entry = {
  time: "2026-03-16T10:15:00.123Z",
  event: "tool_call",
  key_number: "100001",
  key_hash: "1a2b3c4d",
  client_name: "cursor",
  client_version: "1.7",
  tool: "updateProduct",
  function: "updateProduct",
  arguments: { product_id: 12345, data: { name_de: "Kurs" } },
  outcome: "success",
  duration_ms: 120,
};
const now = new Date("2026-03-20T00:00:00Z");

async function audit(args: string[], lines: readonly unknown[], env: Record<string, string> = {}) {
  const file = join(tempFolder(), "audit.log");
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  writeFileSync(file, text);
  const named = args.map((arg) => arg.replace("FILE", file));
  return runCli(["audit", ...named], env);
}

describe("the audit command", () => {
  test("prints the entries as a table and counts the other lines", async () => {
    const doubtful = {
      ...entry,
      tool: "PostCreatevoucher",
      outcome: "timeout",
      may_have_happened: true,
      vendor_code: 12,
      client_name: undefined,
      client_version: undefined,
    };
    const { stdout, stderr, code } = await audit(["FILE"], [{ event: "start" }, entry, '{"torn', "", doubtful]);
    expect(stdout.split("\n")).toEqual([
      "TIME (UTC)           KEY              CLIENT      TOOL               OUTCOME                          MS   ARGUMENTS",
      '2026-03-16 10:15:00  100001#1a2b3c4d  cursor 1.7  updateProduct      success                          120  {"product_id":12345,"data":{"name_de":"Kurs"}}',
      '2026-03-16 10:15:00  100001#1a2b3c4d  ?           PostCreatevoucher  timeout (12), may have happened  120  {"product_id":12345,"data":{"name_de":"Kurs"}}',
      "",
    ]);
    expect({ stderr, code }).toEqual({ stderr: "2 calls, 1 line is not an entry\n", code: 0 });
  });

  test("shows the tool, the time and the outcome that were asked for", async () => {
    const lines = [
      entry,
      { ...entry, tool: "PostCreatevoucher", function: "createVoucher" },
      { ...entry, time: "2020-01-01T00:00:00Z" },
      { ...entry, outcome: "refused" },
    ];
    const asked = ["FILE", "--json", "--since", "2026-01-01", "--tool", "updateProduct", "--outcome", "success"];
    const { stdout } = await audit(asked, lines);
    expect(stdout).toBe(`${JSON.stringify(entry)}\n`);
    const byFunction = await audit(["FILE", "--json", "--tool", "createVoucher"], lines);
    expect(byFunction.stdout.trim().split("\n")).toHaveLength(1);
  });

  test("reads rotated files, compressed or not, and prints the calls in their order", async () => {
    const folder = tempFolder();
    const files = ["audit.log", "audit.log.1", "audit.log.2.gz"].map((name) => join(folder, name));
    const lines = ["03", "02", "01"].map((day) => JSON.stringify({ ...entry, time: `2026-03-${day}T00:00:00.000Z` }));
    for (const [index, file] of files.entries()) {
      const text = `${lines[index]}\n`;
      writeFileSync(file, file.endsWith(".gz") ? gzipSync(text) : text);
    }
    const { stdout, stderr } = await runCli(["audit", ...files, "--json"], {});
    expect({ lines: stdout.trim().split("\n"), stderr }).toEqual({ lines: lines.toReversed(), stderr: "3 calls\n" });
  });

  test("fails if a compressed file is damaged", async () => {
    const file = join(tempFolder(), "audit.log.2.gz");
    writeFileSync(file, "not compressed");
    const { code, stderr } = await runCli(["audit", file], {});
    expect(code).toBe(1);
    expect(stderr).toContain("incorrect header check");
  });

  test("says if the log begins after the time that was asked for", async () => {
    const early = { ...entry, time: "2026-03-01T00:00:00.000Z" };
    const { stderr } = await audit(["FILE", "--since", "2026-03-10"], [entry]);
    expect(stderr).toBe(
      "1 call\nthese files begin at 2026-03-16T10:15:00.123Z, after --since: name the rotated ones as well (audit.log*), if there are any\n",
    );
    expect((await audit(["FILE", "--since", "2026-03-10"], [early, entry])).stderr).toBe("1 call\n");
  });

  test("knows the names in the log, which may be those of an earlier version", async () => {
    const old = { ...entry, tool: "oldTool", outcome: "oldOutcome" };
    const { stderr } = await audit(["FILE", "--tool", "oldTool", "--outcome", "oldOutcome"], [old]);
    expect(stderr).toBe("1 call\n");
  });

  test("prints no control sequence that an agent has sent", async () => {
    const { stdout } = await audit(["FILE"], [{ ...entry, client_name: "\u001b[2Jx", tool: "a\u0007" }]);
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  });

  test("reports that nothing was found", async () => {
    expect(await audit(["FILE", "--tool", "listProducts"], [entry])).toEqual({
      code: 0,
      stdout: "",
      stderr: "0 calls\n",
    });
  });

  test.each([
    { args: [], want: 2, message: /AUDIT_LOG does not name a file, so name the one to read/ },
    {
      args: ["/nowhere/audit.log"],
      want: 1,
      message: /^digistore24-mcp: There is no file \/nowhere\/audit\.log: check the name\n$/,
    },
    { args: ["."], want: 1, message: /^digistore24-mcp: The given path is a folder: name a file\n$/ },
    { args: ["FILE", "--since", "soon"], want: 2, message: /--since takes 30m, 24h, 7d, 2w or a date/ },
    { args: ["FILE", "--outcome", "sucess"], want: 2, message: /--outcome "sucess" is not known.*nearest is success/ },
    { args: ["FILE", "--tool", "updateProdct"], want: 2, message: /--tool "updateProdct" is not known.*updateProduct/ },
    { args: ["FILE", "--nope"], want: 2, message: /unknown option '--nope'/ },
  ])("refuses $args in one sentence", async ({ args, want, message }) => {
    const { code, stderr } = await audit(args, [entry], { AUDIT_LOG: "stdout" });
    expect(code).toBe(want);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("    at ");
  });
});

test.each([
  { text: "30m", want: "2026-03-19T23:30:00.000Z" },
  { text: "24h", want: "2026-03-19T00:00:00.000Z" },
  { text: "7d", want: "2026-03-13T00:00:00.000Z" },
  { text: "2w", want: "2026-03-06T00:00:00.000Z" },
  { text: "2026-01-31", want: "2026-01-31T00:00:00.000Z" },
])("reads --since $text as $want", ({ text, want }) => {
  expect(readSince(text, now).toISOString()).toBe(want);
});
