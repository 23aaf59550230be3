import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Edits, editFiles, useSources, useWorkplaces } from "./pull-support.ts";

const workplace = useWorkplaces();
const source = useSources();

interface Told {
  readonly kind: string;
  readonly functionName: string;
  readonly argument?: string;
  readonly detail?: string;
  readonly breaks: boolean;
}

/** Pulls a changed source twice: the report, the changes left to a person, and our lines that changed. */
async function pullTwice(edits: Edits) {
  const { run, files } = workplace();
  const from = source(edits);
  const before = files();
  const first = await run(from, "--json");
  const after = files();
  const second = await run(from);
  const lines = Object.keys(after).flatMap((name) => differences(name, before[name] ?? "", after[name] ?? ""));
  const { changes, byHand } = JSON.parse(first.stdout) as { changes: Told[]; byHand: Told[] };
  return { code: first.code, changes, byHand, lines, second: second.code };
}

function differences(name: string, before: string, after: string): string[] {
  const [old, current] = [before.split("\n"), after.split("\n")];
  return [
    ...old.filter((line) => !current.includes(line)).map((line) => `${name} - ${line.trim()}`),
    ...current.filter((line) => !old.includes(line)).map((line) => `${name} + ${line.trim()}`),
  ];
}

const cases: { name: string; edits: Edits; change: Partial<Told>; lines: string[] }[] = [
  {
    name: "removing the only parameter",
    edits: { "paths/getBook.yaml": (text) => text.replace(/ {2}parameters:\n.*\n/, "") },
    change: { kind: "argument removed", argument: "book_id", breaks: true },
    lines: [
      "paths/getBook.yaml - parameters:",
      "paths/getBook.yaml - - name: book_id",
      "paths/getBook.yaml - in: query",
      "paths/getBook.yaml - required: true",
      "paths/getBook.yaml - schema: { type: integer }",
    ],
  },
  {
    name: "removing an argument in the middle",
    edits: { "paths/createBook.yaml": (text) => text.replace(/ +isbn: .*\n/, "") },
    change: { kind: "argument removed", argument: "data.isbn", breaks: true },
    lines: ["paths/createBook.yaml - isbn: { type: string }"],
  },
  {
    name: "freeing the values",
    edits: { "paths/createBook.yaml": (text) => text.replace(", enum: [hard, soft]", "") },
    change: { kind: "values added", detail: "any, not only hard, soft", breaks: false },
    lines: [
      'paths/createBook.yaml - binding: { type: string, enum: [hard, soft], description: "hard costs more" }',
      'paths/createBook.yaml + binding: { type: string, description: "hard costs more" }',
    ],
  },
  {
    name: "adding a parameter next to the method",
    edits: {
      "paths/getBook.yaml": (text) => `parameters: [{ name: shop, in: query, schema: { type: string } }]\n${text}`,
    },
    change: { kind: "argument added", argument: "shop", breaks: false },
    lines: ["paths/getBook.yaml + - { name: shop, in: query, schema: { type: string } }"],
  },
  {
    name: "a method that makes another tool of it",
    edits: { "paths/removeBook.yaml": (text) => text.replace("delete:", "post:") },
    change: {
      kind: "method changed",
      detail: "delete became post, which makes the tool PostRemovebook",
      breaks: true,
    },
    lines: ["paths/removeBook.yaml - delete:", "paths/removeBook.yaml + post:"],
  },
  {
    name: "an escape sequence among the values",
    edits: { "paths/createBook.yaml": (text) => text.replace("[hard, soft]", '[hard, soft, "\\e[31m"]') },
    change: { kind: "values added", argument: "data.binding" },
    lines: [
      'paths/createBook.yaml - binding: { type: string, enum: [hard, soft], description: "hard costs more" }',
      'paths/createBook.yaml + binding: { type: string, enum: [hard, soft, "\\e[31m"], description: "hard costs more" }',
    ],
  },
];

describe("a changed function:", () => {
  test.each(cases)("$name changes these lines only, and nothing the second time", async (given) => {
    const { code, changes, byHand, lines, second } = await pullTwice(given.edits);
    expect(changes).toMatchObject([given.change]);
    expect({ code, byHand, second }).toEqual({ code: 3, byHand: [], second: 0 });
    expect(lines).toEqual(given.lines);
  });

  test("a described header or cookie adds no argument, since an agent must never be asked for the key", async () => {
    const hidden = (place: string) => `    - { name: X-${place}, in: ${place}, schema: { type: string } }\n`;
    const from = source({
      "paths/removeBook.yaml": (text) =>
        text.replace("  responses", `${hidden("header")}${hidden("cookie")}  responses`),
    });
    expect((await workplace().run(from)).code).toBe(0);
  });

  test("an argument in a shared schema is left to a person, and the report gives its place", async () => {
    const { run, ours, files } = workplace();
    editFiles(ours, {
      "openapi.yaml": (text) =>
        `${text}    Isbn: { type: string }\n    Book: { type: object, properties: { url: { type: string } } }\n`,
      "paths/createBook.yaml": (text) =>
        text
          .replace("isbn: { type: string }", "isbn: { $ref: ../openapi.yaml#/components/schemas/Isbn }")
          .replace("author: { type: string }", "author: { $ref: ../openapi.yaml#/components/schemas/Book }"),
    });
    const before = files();
    const from = source({
      "paths/createBook.yaml": (text) =>
        text
          .replace("isbn: { type: string }", "isbn: { type: string, enum: [a] }")
          .replace("author: { type: string }", "author: { type: object, properties: { url: {}, width: {} } }"),
    });
    const { byHand } = JSON.parse((await run(from, "--json")).stdout);
    const reason = (name: string) =>
      `it is in ../openapi.yaml#/components/schemas/${name}, which other functions may share; change it there`;
    expect(byHand).toMatchObject([
      { kind: "argument added", argument: "data.author.width", reason: reason("Book") },
      { kind: "values removed", argument: "data.isbn", reason: reason("Isbn") },
    ]);
    expect(files()).toEqual(before);
  });

  test("if two methods are described, ours counts and the other is reported", async () => {
    const from = source({ "paths/createBook.yaml": (text) => `get: { responses: {} }\n${text}` });
    const { code, stdout } = await workplace().run(from);
    expect(code).toBe(0);
    expect(stdout).toContain("## Not compared\n\n- `/createBook` by get: only post is read\n");
  });
});

describe("a renaming", () => {
  const rename = (from: string, to: string): Edits => ({
    "paths/createBook.yaml": (text) => text.replace(`${from}:`, `${to}:`),
  });
  const removal = async (edits: Edits) =>
    (await pullTwice(edits)).changes.find(({ kind }) => kind === "argument removed")?.detail;

  test("is guessed if one argument was removed and another with a similar name was added", async () => {
    expect(await removal(rename("isbn", "isbn13"))).toBe("perhaps renamed to data.isbn13");
  });

  test.each([
    { name: "the names differ much", edits: rename("isbn", "identifier") },
    {
      name: "the types differ",
      edits: { "paths/createBook.yaml": (text) => text.replace("isbn: { type: string }", "isbn2: { type: object }") },
    },
    {
      name: "two were added",
      edits: {
        "paths/createBook.yaml": (text) =>
          text.replace("isbn: { type: string }", "isbn1: { type: string }\n            isbn2: { type: string }"),
      },
    },
  ] satisfies { name: string; edits: Edits }[])("is not guessed if $name", async ({ edits }) => {
    expect(await removal(edits)).toBeUndefined();
  });
});

describe("a new function", () => {
  test("whose file would be that of another function is left to a person, and the other function does not change", async () => {
    const { run, files } = workplace();
    const before = files();
    const add = (text: string) => `${text}  /{createBook}: { $ref: "./paths/getBook.yaml" }\n`;
    const path = "    - { name: createBook, in: path, required: true, schema: { type: string } }\n";
    const from = source({
      "openapi.yaml": add,
      "paths/getBook.yaml": (text) => text.replace("  responses", `${path}  responses`),
    });
    const { stdout } = await run(from, "--json");
    expect(JSON.parse(stdout).byHand).toMatchObject([
      { functionName: "{createBook}", reason: expect.stringContaining("paths/createBook.yaml describes another") },
    ]);
    expect({ ...files(), "paths/getBook.yaml": "" }).toEqual({ ...before, "paths/getBook.yaml": "" });
  });

  test("whose path cannot be requested is left to a person", async () => {
    const { run, files } = workplace();
    const before = files();
    const from = source({ "openapi.yaml": (text) => `${text}  "/../a b": { $ref: "./paths/getBook.yaml" }\n` });
    const { stdout } = await run(from);
    expect(stdout).toContain("the path /../a b is not supported");
    expect(files()).toEqual(before);
  });

  test("with a JSON body next to its parameters takes the body as data, as the generator would", async () => {
    const { run, files } = workplace();
    const body =
      'application/json: { schema: { type: object, properties: { note: { type: string, enum: ["", a] } } } }';
    const parameter = "{ name: book_id, in: query, required: true, schema: { type: integer } }";
    const item = `{ put: { tags: [Books], parameters: [${parameter}], requestBody: { content: { ${body} } }, responses: {} } }`;
    const from = source({ "openapi.yaml": (text) => `${text}  /annotateBook: ${item}\n` });
    expect((await run(from)).code).toBe(3);
    expect(files()["paths/annotateBook.yaml"]).toContain(`          required: [book_id, data]
          additionalProperties: false
          properties:
            book_id: { type: integer }
            data:
              type: object
              additionalProperties: false
              properties:
                note: { type: string }
        encoding:
          data: { style: deepObject, explode: true }
`);
    expect((await run(from)).code).toBe(0);
  });
});

test("a function that is gone is not a change once deviations.json says that it stays", async () => {
  const { run, ours } = workplace();
  const from = source({ "openapi.yaml": (text) => text.replace(/.*removeBook.*\n/, "") });
  expect((await run(from)).code).toBe(3);
  writeFileSync(join(ours, "deviations.json"), '[{ "function": "removeBook", "why": "it still answers" }]');
  expect((await run(from)).code).toBe(0);
});

test("a correction that the source has made itself is reported", async () => {
  const { run, ours } = workplace();
  const action = `  - { target: "$.paths['/listBooks'].get.parameters", description: Known, update: [{ name: shelf, in: query }] }\n`;
  editFiles(ours, { "vendor-corrections.yaml": (text) => text + action });
  const from = source({
    "paths/listBooks.yaml": (text) =>
      text.replace("  responses", "    - { name: shelf, in: query, schema: { type: integer } }\n  responses"),
  });
  const { stdout } = await run(from, "--dry-run");
  expect(stdout).toContain("$.paths['/listBooks'].get.parameters already has this: the correction is no longer needed");
});

describe("a broken file of ours is reported in one line:", () => {
  test.each([
    { file: "vendor-corrections.yaml", text: "a: [", want: /vendor-corrections\.yaml is not YAML: / },
    { file: "vendor-corrections.yaml", text: "overlay: 2.0.0\n", want: /is not an OpenAPI Overlay 1\.0/ },
    {
      file: "vendor-corrections.yaml",
      text: "overlay: 1.0.0\nactions: [{ target: '$.paths[', description: x, remove: true }]\n",
      want: /\$\.paths\[ is not a JSONPath: /,
    },
    {
      file: "vendor-corrections.yaml",
      text: "overlay: 1.0.0\nactions: [{ target: $.paths, update: {} }]\n",
      want: /action 1: target, description and update or remove are required/,
    },
    { file: "deviations.json", text: "{}", want: /deviations\.json is not a list of objects/ },
  ])("$file with $text", async ({ file, text, want }) => {
    const { run, ours } = workplace();
    writeFileSync(join(ours, file), text);
    const { code, stdout, stderr } = await run(source({ "openapi.yaml": (root) => `${root}# changed\n` }));
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
    expect(stderr).toMatch(want);
    expect(readFileSync(join(ours, file), "utf8")).toBe(text);
  });
});
