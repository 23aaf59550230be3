import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { expect, test } from "vitest";
import type { CallOutcome, ToolCall } from "../../src/server/call/call.ts";
import { CLIENT_NAMES } from "../../src/server/page/client-files.ts";
import { WEB_AGENT_NAMES } from "../../src/server/page/web-agents.ts";
import { readConfig, VARIABLE_NAMES } from "../../src/server/start/config/config.ts";
import { VARIABLES, type Variable, type VariableName } from "../../src/server/start/config/variables.ts";
import { describeAccess, describeSettings } from "../../src/server/start/describe-settings.ts";
import { auditStart } from "../../src/server/watch/audit-entry.ts";
import { createCallLog } from "../../src/server/watch/call-log.ts";
import { createMetrics } from "../../src/server/watch/metrics.ts";
import { REFUSAL_REASONS } from "../../src/server/watch/refusal-log.ts";
import { readTool } from "../support/tools.ts";

const page = readFileSync("docs/operating.md", "utf8");
const sectionOf = (heading: string) => page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
const namesIn = (text: string) => [...text.matchAll(/`([a-z_]+)`/g)].map(([, name = ""]) => name);

/** Milliseconds are seconds in the table. */
function writtenAs(name: VariableName): string {
  const { default: value }: Variable<unknown> = VARIABLES[name];
  const shown = name.endsWith("_MS") ? Number(value) / 1000 : Number(value);
  return shown.toLocaleString("en");
}

test("each limit that a variable sets has that variable's default", () => {
  const rows = [...sectionOf("Limits").matchAll(/^\| .+ \| (.+) \| `([A-Z0-9_]+)` \|$/gm)];
  const withNumber = rows.filter(([, limit = "", name]) => /\d/.test(limit) && /^\d+$/.test(defaultOf(name)));
  expect(withNumber.length).toBeGreaterThan(7);
  const wrong = withNumber.filter(
    ([, limit = "", name]) => !limit.split(/[\s;:]+|, /).includes(writtenAs(name as VariableName)),
  );
  expect(wrong.map(([row]) => row)).toEqual([]);
});

function defaultOf(name = ""): string {
  return (VARIABLES[name as VariableName] as Variable<unknown>).default ?? "";
}

test("the table of metrics lists every metric of ours with its labels", async () => {
  const source = readFileSync("src/server/watch/metrics.ts", "utf8");
  const listed = [...sectionOf("Metrics").matchAll(/^\| `(digistore24_\w+)(?:\{([\w,]+)\})?` \|/gm)].map(
    ([, name, labels]) => ({
      name,
      labels,
    }),
  );
  const metrics = createMetrics();
  metrics.watchWaiting(() => 0);
  const served = [...(await metrics.text()).matchAll(/^# TYPE (digistore24_mcp_\w+)/gm)].map(([, name]) => name);
  expect(listed.map(({ name }) => name).toSorted()).toEqual(served.toSorted());
  for (const { name, labels = "" } of listed) {
    const declared = new RegExp(`name: "${name}",[^}]*?labelNames: \\[([^\\]]*)\\]`).exec(source)?.[1] ?? "";
    expect(declared.replaceAll(/[" ]/g, "")).toBe(labels);
  }
});

test("the table of refusals lists every reason", () => {
  const [, table = ""] = sectionOf("Metrics").split("| reason | meaning |");
  const listed = [...table.matchAll(/^\| (`.+`) \|/gm)].flatMap(([, cell = ""]) => namesIn(cell));
  expect(listed.toSorted()).toEqual(REFUSAL_REASONS.toSorted());
});

test("the section about the audit names every field of a line, and no other", () => {
  const source = readFileSync("src/server/watch/audit-entry.ts", "utf8");
  const fields = [...(source.match(/interface AuditEntry \{[\s\S]*?\n\}/)?.[0] ?? "").matchAll(/readonly (\w+)\??:/g)];
  const [sentence = ""] = sectionOf("Audit").split("Before a change is sent");
  expect(fields.length).toBeGreaterThan(20);
  expect(namesIn(sentence.split("A `tool_call` has")[1] ?? "").toSorted()).toEqual(
    fields.map(([, name = ""]) => name).toSorted(),
  );
});

test("the section about the audit has a row for every event that the server writes, with the fields of the first", () => {
  const files = readdirSync("src/server", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const written = files.flatMap((file) => [
    ...readFileSync(join("src/server", file), "utf8").matchAll(/^ *.*\bevent: "(\w+)",/gm),
  ]);
  const rows = [...sectionOf("Audit").matchAll(/^\| `(\w+)` \| .* \| (.*) \|$/gm)];
  expect(rows.map(([, event]) => event).toSorted()).toEqual(written.map(([, event]) => event).toSorted());
  expect(namesIn(rows.find(([, event]) => event === "start")?.[2] ?? "")).toEqual(Object.keys(auditStart("1.0.0")));
});

test("the section about logs names every setting that the first lines show, and variables that exist", () => {
  const config = readConfig({});
  const rows = [...sectionOf("Logs").matchAll(/^\| ((?:`\w+`,? ?)+) \| (.*) \|$/gm)];
  const fields = rows.flatMap(([, names = ""]) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(fields).toEqual(["address", ...Object.keys(describeSettings(config)), ...Object.keys(describeAccess(config))]);
  const variables = rows.flatMap(([, , text = ""]) => [...text.matchAll(/`([A-Z0-9_]{2,})`/g)].map(([, name]) => name));
  expect(variables.filter((name = "") => !VARIABLE_NAMES.includes(name))).toEqual([]);
  expect(variables.length).toBeGreaterThanOrEqual(fields.length);
});

test("the section about logs names every outcome of a call, and no other", () => {
  const source = readFileSync("src/server/kit/errors.ts", "utf8");
  const [, union = ""] = /type ErrorKind =([\s\S]*?);/.exec(source) ?? [];
  const kinds = [...union.matchAll(/"(\w+)"/g)].map(([, kind = ""]) => kind);
  const [, outcomes = ""] = sectionOf("Logs").split("\nOutcomes: ");
  expect(namesIn(outcomes).toSorted()).toEqual([...kinds, "success", "asked", "internal", "not_served"].toSorted());
});

test("the section about logs names every field of a call's line, and no other", () => {
  const lines: object[] = [];
  const keep = (line: unknown) => void lines.push(line as object);
  const watch = createCallLog({ info: keep, error: keep } as Pick<FastifyBaseLogger, "info" | "error">);
  const end = watch({
    tool: { definition: readTool },
    calledAs: "earlierName",
    key: { number: "100001", hash: "5e1f09ab" },
    requestId: "1",
    traceParent: { traceId: "1" },
    client: { name: "Client" },
  } as unknown as ToolCall)?.end;
  end?.({ confirmation: "asked", errorKind: "internal", error: new Error("") } as unknown as CallOutcome);
  const [, paragraph = ""] = sectionOf("Logs").split('`"msg":"tool call"`');
  const named = [...(paragraph.split("\n\n")[0] ?? "").matchAll(/`([a-zA-Z]+)`/g)].map(([, name = ""]) => name);
  const fields = Object.keys(lines[0] ?? {});
  expect(named.filter((name) => name !== "traceparent").toSorted()).toEqual(fields.toSorted());
});

test("the table of commands names every client of config, and no other", () => {
  const [, cell = ""] = /^\| `config cursor` \| prints the configuration of an agent: (.*?);/m.exec(page) ?? [];
  const named = [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
  expect(named).toEqual([...CLIENT_NAMES, ...WEB_AGENT_NAMES]);
});
