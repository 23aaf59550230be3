import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { useTempFolders } from "../support/temp-folder.ts";
import { useHttp, useWorkplaces } from "./pull-support.ts";

const workplace = useWorkplaces();
const serve = useHttp();
const tempFolder = useTempFolders();

const ROOT = "openapi: 3.0.0\ninfo: { title: X, version: '1' }\n";
const pathTo = (reference: string) => `${ROOT}paths: { /a: { $ref: "${reference}" } }\n`;
const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
  .concat(Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]`))
  .join("\n");
/** Each reference stands for ten of the next: few lines, and more nodes than any memory holds. */
const references = `${ROOT}paths:\n  /a: { $ref: "#/defs/d0" }\ndefs:\n${Array.from(
  { length: 12 },
  (_, n) =>
    `  d${n}: [${Array(10)
      .fill(`{ $ref: "#/defs/d${n + 1}" }`)
      .join(", ")}]`,
).join("\n")}\n  d12: {}\n`;

const files: { name: string; files: Record<string, string>; message: RegExp }[] = [
  { name: "no YAML", files: { "openapi.yaml": "{ a: [" }, message: /^openapi\.yaml is no YAML: / },
  {
    name: "a web page",
    files: { "openapi.yaml": "<html><body>Log in</body></html>" },
    message: /is no OpenAPI description/,
  },
  {
    name: "another document",
    files: { "openapi.yaml": "swagger: '2.0'\npaths: {}\n" },
    message: /is no OpenAPI description/,
  },
  {
    name: "aliases that multiply",
    files: { "openapi.yaml": `${ROOT}paths: {}\n${bomb}\n` },
    message: /is no YAML: Excessive alias count/,
  },
  {
    name: "references that multiply",
    files: { "openapi.yaml": references },
    message: /references multiply or lead in a circle/,
  },
  { name: "a circle", files: { "openapi.yaml": pathTo("#/paths/~1a") }, message: /refers to itself/ },
  { name: "a missing file", files: { "openapi.yaml": pathTo("paths/a.yaml") }, message: /paths\/a\.yaml is not there/ },
  {
    name: "a missing place",
    files: { "openapi.yaml": pathTo("#/nowhere") },
    message: /#\/nowhere is referred to, but not there/,
  },
  { name: "a way up", files: { "openapi.yaml": pathTo("../../etc/passwd") }, message: /lies outside the source/ },
  {
    name: "a hidden way up",
    files: { "openapi.yaml": pathTo("paths/%2e%2e/%2e%2e/x.yaml") },
    message: /lies outside the source/,
  },
  { name: "an absolute file", files: { "openapi.yaml": pathTo("/etc/passwd") }, message: /lies outside the source/ },
  {
    name: "a file address",
    files: { "openapi.yaml": pathTo("file:///etc/passwd") },
    message: /lies outside the source/,
  },
  {
    name: "another host",
    files: { "openapi.yaml": pathTo("https://evil.example/a.yaml") },
    message: /lies outside the source/,
  },
  {
    name: "another host, shortly",
    files: { "openapi.yaml": pathTo("//evil.example/a.yaml") },
    message: /lies outside the source/,
  },
  {
    name: "a bottomless nest",
    files: { "openapi.yaml": `${ROOT}paths: ${"{ a: ".repeat(300)}1${" }".repeat(300)}\n` },
    message: /nested deeper|is no YAML/,
  },
  {
    name: "a file of 5 MB",
    files: { "openapi.yaml": `${ROOT}paths: {}\nx: "${"y".repeat(5_000_000)}"\n` },
    message: /is larger than 4 MB/,
  },
];

describe("a source that is or holds", () => {
  test.each(files)("$name ends with one line, and nothing is changed", async ({ files: given, message }) => {
    const { run, files: ours } = workplace();
    const before = ours();
    const folder = tempFolder();
    for (const [name, text] of Object.entries(given)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { code, stdout, stderr } = await run(folder);
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
    expect(stderr.replace(`${folder}/`, "")).toMatch(message);
    expect(ours()).toEqual(before);
  });
});

describe("a server that", () => {
  const bodies: { name: string; listener: Parameters<typeof serve>[0]; message: RegExp }[] = [
    {
      name: "answers 404",
      listener: (_, response) => response.writeHead(404).end("<html>"),
      message: /answered HTTP 404/,
    },
    {
      name: "redirects elsewhere",
      listener: (_, response) => response.writeHead(302, { location: "http://evil.example/openapi.yaml" }).end(),
      message: /redirects to http:\/\/evil\.example; a description is read from one host only/,
    },
    {
      name: "redirects in a circle",
      listener: ({ url }, response) => response.writeHead(302, { location: url ?? "" }).end(),
      message: /redirects more than 3 times/,
    },
    {
      name: "never stops sending",
      listener: (_, response) => {
        const more = () => response.write("x".repeat(100_000), (error) => (error ? undefined : setImmediate(more)));
        more();
      },
      message: /is larger than 4 MB/,
    },
    { name: "hangs up", listener: (request) => request.socket.destroy(), message: /cannot be read: / },
  ];
  test.each(bodies)("$name ends with one line, and nothing is changed", async ({ listener, message }) => {
    const { run, files: ours } = workplace();
    const before = ours();
    const { code, stdout, stderr } = await run(`${await serve(listener)}/openapi.yaml`);
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
    expect(stderr).toMatch(message);
    expect(ours()).toEqual(before);
  });

  test("does not listen is told with its reason", async () => {
    const { code, stderr } = await workplace().run("http://127.0.0.1:2/openapi.yaml");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:2\/openapi\.yaml cannot be read: ECONNREFUSED/);
  });
});

test.each([
  { args: ["--form", "x"], code: 2, message: /Usage: npm run openapi:pull/ },
  { args: ["--from", "/nowhere/at/all"], code: 1, message: /is neither an address nor a file or folder/ },
])("$args is refused", async ({ args, code, message }) => {
  const run = await workplace().run("x", ...args);
  expect(run.code).toBe(code);
  expect(run.stderr).toMatch(message);
});
