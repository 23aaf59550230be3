import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
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

const LARGE = Array.from({ length: 7 }, (_, n) => `x${n}.yaml`);

const files: { name: string; files: Record<string, string>; message: RegExp }[] = [
  { name: "not YAML", files: { "openapi.yaml": "{ a: [" }, message: /^openapi\.yaml is not YAML: / },
  {
    name: "a web page",
    files: { "openapi.yaml": "<html><body>Log in</body></html>" },
    message: /^openapi\.yaml is a web page, not YAML$/m,
  },
  {
    name: "a web page for one file",
    files: { "openapi.yaml": pathTo("a.yaml"), "a.yaml": "<!DOCTYPE html>\n<title>Log in</title>" },
    message: /^a\.yaml is a web page, not YAML$/m,
  },
  {
    name: "a text for one file",
    files: { "openapi.yaml": pathTo("a.yaml"), "a.yaml": "Service unavailable" },
    message: /^a\.yaml does not describe "\/a": it has no method$/m,
  },
  {
    name: "another document",
    files: { "openapi.yaml": "swagger: '2.0'\npaths: {}\n" },
    message: /is not an OpenAPI description/,
  },
  {
    name: "aliases that multiply",
    files: { "openapi.yaml": `${ROOT}paths: {}\n${bomb}\n` },
    message: /is not YAML: Excessive alias count/,
  },
  {
    name: "references that multiply",
    files: { "openapi.yaml": references },
    message: /is too large with its references inlined: they multiply or are nested too deeply/,
  },
  { name: "references in a circle", files: { "openapi.yaml": pathTo("#/paths/~1a") }, message: /refers to itself/ },
  {
    name: "a missing file",
    files: { "openapi.yaml": pathTo("paths/a.yaml") },
    message: /paths\/a\.yaml does not exist/,
  },
  {
    name: "a missing place",
    files: { "openapi.yaml": pathTo("#/nowhere") },
    message: /#\/nowhere is referred to, but does not exist/,
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
    name: "another host without its scheme",
    files: { "openapi.yaml": pathTo("//evil.example/a.yaml") },
    message: /lies outside the source/,
  },
  {
    name: "another host, behind a dot",
    files: { "openapi.yaml": pathTo("./http://evil.example/a.yaml") },
    message: /lies outside the source/,
  },
  {
    name: "a way up behind a tab",
    files: { "openapi.yaml": pathTo("\\t../a.yaml") },
    message: /lies outside the source/,
  },
  {
    name: "a half-written reference",
    files: { "openapi.yaml": pathTo("#/a/%zz") },
    message: /refers to "#\/a\/%zz", which is not a reference/,
  },
  {
    name: "nesting without an end",
    files: { "openapi.yaml": `${ROOT}paths: ${"{ a: ".repeat(300)}1${" }".repeat(300)}\n` },
    message: /nested deeper|is not YAML/,
  },
  {
    name: "a file of 5 MB",
    files: { "openapi.yaml": `${ROOT}paths: {}\nx: "${"y".repeat(5_000_000)}"\n` },
    message: /is larger than 4 MB/,
  },
  {
    name: "seven files of 3 MB",
    files: {
      "openapi.yaml": `${ROOT}paths: {}\nx: [${LARGE.map((name) => `{ $ref: ${name} }`).join(", ")}]\n`,
      ...Object.fromEntries(LARGE.map((name) => [name, `x: "${"y".repeat(3_000_000)}"\n`])),
    },
    message: /is larger than 20 MB in all/,
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
    { name: "never answers", listener: () => undefined, message: /cannot be read: the time is up/ },
    {
      name: "answers a little at a time and never ends",
      listener: (request, response) => {
        const timer = setInterval(() => response.write("#\n"), 20);
        request.socket.on("close", () => clearInterval(timer));
      },
      message: /cannot be read: the time is up/,
    },
    {
      name: "sends a page with an ETag",
      listener: (_, response) => response.writeHead(200, { etag: '"1"' }).end("<html>Log in</html>"),
      message: /is a web page/,
    },
    { name: "hangs up", listener: (request) => request.socket.destroy(), message: /cannot be read: / },
  ];
  test.each(bodies)("$name ends with one line, and nothing is changed", async ({ listener, message }) => {
    const { run, files: ours, cache } = workplace();
    const before = ours();
    const { code, stdout, stderr } = await run(`${await serve(listener)}/openapi.yaml`, "--timeout", "1");
    expect(existsSync(cache)).toBe(false);
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
    expect(stderr).toMatch(message);
    expect(ours()).toEqual(before);
  });

  test("refers to another server does not reach it", async () => {
    let hits = 0;
    const other = await serve((_, response) => {
      hits++;
      response.end("get: {}\n");
    });
    const text = pathTo(`./${other}/a.yaml`);
    const { code, stderr } = await workplace().run(`${await serve((_, response) => response.end(text))}/openapi.yaml`);
    expect({ code, hits }).toEqual({ code: 1, hits: 0 });
    expect(stderr).toMatch(/lies outside the source\n$/);
  });

  test("does not listen is reported with its reason", async () => {
    const { code, stderr } = await workplace().run("http://127.0.0.1:2/openapi.yaml");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:2\/openapi\.yaml cannot be read: ECONNREFUSED/);
  });
});

test("a link that leads out of a folder is not followed", async () => {
  const { run, files: ours } = workplace();
  const before = ours();
  const [folder, elsewhere] = [tempFolder(), tempFolder()];
  writeFileSync(join(elsewhere, "a.yaml"), "get: {}\n");
  writeFileSync(join(folder, "openapi.yaml"), pathTo("a.yaml"));
  symlinkSync(join(elsewhere, "a.yaml"), join(folder, "a.yaml"));
  const { code, stderr } = await run(folder);
  expect(code).toBe(1);
  expect(stderr).toMatch(/a\.yaml is a link that leads outside the source\n$/);
  expect(ours()).toEqual(before);
});

test.each([
  { args: ["--from", "http://["], code: 1, message: /^http:\/\/\[ is not a web address/ },
  { args: ["--from", "ftp://a.example/x.yaml"], code: 1, message: /is not a web address/ },
  { args: ["--timeout", "soon"], code: 2, message: /^--timeout must be a number of seconds, at most \d+, got "soon"/ },
  { args: ["--form", "x"], code: 2, message: /Usage: npm run openapi:pull/ },
  { args: ["--from", "/nowhere/at/all"], code: 1, message: /is neither an address nor an existing file or folder/ },
])("$args is refused", async ({ args, code, message }) => {
  const run = await workplace().run("x", ...args);
  expect(run.code).toBe(code);
  expect(run.stderr).toMatch(message);
});
