import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { isWellFormed } from "../../../src/server/kit/shorten-text.ts";
import { openAuditLog } from "../../../src/server/watch/audit-log.ts";
import { readJsonLines, useTempFolders } from "../../support/temp-folder.ts";
import { openTestApp } from "../../support/test-app.ts";
import { refusal, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const tempFolder = useTempFolders();
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

function open() {
  const file = join(tempFolder(), "audit.log");
  const log = openAuditLog(file);
  const { app, post } = openTestApp({ AUDIT_READS: "true" }, { reports: { auditLog: log } });
  closing.push(
    () => app.close(),
    () => log.close(),
  );
  return { post, audit: () => readJsonLines(file) };
}

/** The texts in JSON, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.entries(value).flat().flatMap(textsIn) : [];
}

/** Any cut by a number of UTF-16 units divides a character in one of these two. */
const LONG_TEXTS = ["😀".repeat(2000), `x${"😀".repeat(2000)}`];
const tool = (name: string, args: object) => ({ method: "tools/call", params: { name, arguments: args } });
const clientInfo = (name: string) => ({
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name, version: name } },
});

const cuts: { name: string; ask: (text: string) => { method: string; params: object } }[] = [
  { name: "the value of a wrong argument", ask: (text) => tool("GetGetproduct", { product_id: { a: text } }) },
  { name: "the name of an unknown argument", ask: (text) => tool("GetGetproduct", { [text]: 1 }) },
  { name: "the name of an open field", ask: (text) => tool("updateProduct", { product_id: 1, data: { [text]: [1] } }) },
  { name: "the API's message", ask: (text) => tool("PostCreatevoucher", { data: { code: text } }) },
  { name: "the name of a tool", ask: (text) => tool(text, {}) },
  { name: "the name of a prompt", ask: (text) => ({ method: "prompts/get", params: { name: text } }) },
  {
    name: "the address of a resource",
    ask: (text) => ({ method: "resources/read", params: { uri: `digistore24://reference/${text}` } }),
  },
  { name: "the name of a client", ask: clientInfo },
];

describe.each(cuts)("$name", ({ ask }) => {
  test.each(LONG_TEXTS)("is never cut inside a character (text %#)", async (text) => {
    const { post, audit } = open();
    upstream.answer(() => refusal(99, text));
    const { body, headers } = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, ...ask(text) }));
    const session = Buffer.from(String(headers["mcp-session-id"] ?? ""), "base64url").toString("utf8");
    const texts = [...textsIn(JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? "null")), session];
    expect(texts.length).toBeGreaterThan(1);
    for (const shown of [...texts, ...audit().flatMap(textsIn)]) {
      expect(isWellFormed(shown), JSON.stringify(shown.slice(-20))).toBe(true);
      expect(shown).not.toContain("\uFFFD");
    }
  });
});
