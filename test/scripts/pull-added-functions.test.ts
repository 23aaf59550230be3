import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readTools } from "../../codegen/diff/read-tools.ts";
import { generate } from "../../codegen/pipeline.ts";
import { runPull } from "../../scripts/pull/run-pull.ts";
import { inputsIn } from "../codegen/orders-fixture.ts";
import { tools } from "../support/generated-tools.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { FIXTURES } from "./pull-support.ts";

/**
 * Functions that the vendor has added since our description. Only their names are known: methods and arguments are the
 * fixture's, and stand for whatever the vendor's description will say.
 */
const ADDED = {
  "/approveProduct": "approveProduct",
  "/deliverable-types": "deliverable-types",
  "/{productId}/legal-requirements": "legal-requirements",
};
const NEW_TOOLS = ["GetDeliverable-types", "GetLegal-requirements", "PostApproveproduct"];

const tempFolder = useTempFolders();
let ours = "";
let report = "";
let before: Map<string, string>;

beforeAll(async () => {
  before = await generate(inputsIn("openapi"));
});

/** Pulls a description that is ours with these functions added to it. */
async function pull(): Promise<number> {
  const folder = tempFolder();
  ours = join(folder, "ours");
  const theirs = join(folder, "theirs");
  cpSync("openapi", ours, { recursive: true });
  // There is nothing to correct in a description that is ours.
  const corrections = readFileSync("openapi/vendor-corrections.yaml", "utf8");
  writeFileSync(join(ours, "vendor-corrections.yaml"), corrections.replace(/^actions:[\s\S]*/m, "actions: []\n"));
  cpSync("openapi", theirs, { recursive: true });
  cpSync(join(FIXTURES, "added"), theirs, { recursive: true });
  const lines = Object.entries(ADDED).map(([path, file]) => `  "${path}": { $ref: paths/${file}.yaml }\n`);
  const description = readFileSync(join(theirs, "openapi.yaml"), "utf8");
  writeFileSync(join(theirs, "openapi.yaml"), description.replace(/^paths:\n/m, `paths:\n${lines.join("")}`));
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text) };
  const code = await runPull(["--from", theirs, "--into", ours, "--cache", join(folder, "cache")], output, output);
  report = written.join("");
  return code;
}

async function toolsOf(files: ReadonlyMap<string, string>) {
  const modules = [...files].filter(([file]) => file.startsWith("tools/")).map(([, text]) => text);
  return readTools(modules);
}

test("the product holds no guess about a function that nobody could read about", () => {
  const names = tools.map(({ name }) => name);

  expect(names.filter((name) => NEW_TOOLS.includes(name))).toEqual([]);
});

test("functions with a path parameter, with a dash and with a plain name are taken over, and served nowhere until reviewed", async () => {
  expect(await pull(), report).toBe(3);
  expect(report).toContain("3 differences between");
  for (const path of Object.keys(ADDED)) {
    expect(report).toContain(
      `(\`${path.slice(1)}\`): function added. The tool is new: served nowhere until it is reviewed`,
    );
  }
  const files = await generate(inputsIn(ours));
  const [was, is] = [await toolsOf(before), await toolsOf(files)];
  const added = is.filter(({ name }) => !was.some((tool) => tool.name === name));

  expect(added.map(({ name }) => name).sort()).toEqual(NEW_TOOLS);
  expect(is.filter(({ name }) => !NEW_TOOLS.includes(name))).toEqual(was);
  const [, unreviewed = ""] = (files.get("TOOLS.md") ?? "").split("## Not reviewed");
  expect(NEW_TOOLS.filter((name) => !unreviewed.includes(`\`${name}\``))).toEqual([]);
});

test("once reviewed they are served, with the path's parameter as a required argument", async () => {
  await pull();
  const file = join(ours, "policy.yaml");
  const policy = readFileSync(file, "utf8");
  const mark = "money: moves, mail: unknown, key: full, published: false, reviewed: false";
  const reviewed = policy.replaceAll(mark, "money: none, mail: none, key: full, published: false, reviewed: true");
  expect(reviewed).not.toBe(policy);
  writeFileSync(file, reviewed);
  const files = await generate(inputsIn(ours));
  const found = (await toolsOf(files)).find(({ name }) => name === "GetLegal-requirements");

  expect(files.get("TOOLS.md")).not.toContain("## Not reviewed");
  expect(found).toMatchObject({
    functionName: "{productId}/legal-requirements",
    inputSchema: { properties: { productId: { type: "string" } }, required: ["productId"] },
  });
});
