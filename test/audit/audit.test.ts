import { writeFileSync } from "node:fs";
import { join } from "node:path";
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

  test("prints no control sequence that an agent has sent", async () => {
    const { stdout } = await audit(["FILE"], [{ ...entry, client_name: "\u001b[2Jx", tool: "a\u0007" }]);
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  });

  test("reports that nothing was found", async () => {
    expect(await audit(["FILE", "--tool", "nothing"], [entry])).toEqual({ code: 0, stdout: "", stderr: "0 calls\n" });
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
