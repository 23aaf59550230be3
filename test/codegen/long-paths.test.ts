import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { readTools } from "../../codegen/diff/read-tools.ts";
import { writeFiles } from "../../codegen/output.ts";
import { generate } from "../../codegen/pipeline.ts";
import { SHOPS, withFolder } from "./orders-fixture.ts";

const CONTRACT = "src/server/contract/tool-definition.ts";

test("a path parameter is a required argument, and the address names it", async () => {
  expect(await toolOf("GetLegal-requirements")).toMatchObject({
    functionName: "{shopId}/legal-requirements",
    path: "/{shopId}/legal-requirements",
    inputSchema: {
      properties: { shopId: { type: "string", description: "Id of the shop" }, country: { type: "string" } },
      required: ["shopId"],
    },
  });
});

test("a dash stays in the function and in the tool", async () => {
  expect(await toolOf("GetDeliverable-types")).toMatchObject({
    functionName: "deliverable-types",
    path: "/deliverable-types",
  });
});

test("descriptions name the tools, however their functions are called", async () => {
  const [types, requirements] = await Promise.all([toolOf("GetDeliverable-types"), toolOf("GetLegal-requirements")]);

  expect(types?.description).toBe("Lists the kinds of goods. See GetLegal-requirements.");
  expect(requirements?.description).toBe("What the law asks of a shop. GetDeliverable-types names the kinds of goods.");
});

test("the table shows function, argument and earlier name, with unreviewed tools apart from the rest", async () => {
  const table = (await generate(SHOPS)).get("TOOLS.md") ?? "";
  const [served = "", unreviewed = ""] = table.split("## Not reviewed");

  expect(served).toContain("\n2 tools in 1 toolsets, 2 of them published.");
  expect(served).toContain(
    "\n| `GetLegal-requirements`, earlier `getLegalRequirements` | Get legal requirements | {shopId}/legal-requirements | read | no | none | `shopId` | yes |\n",
  );
  expect(served).not.toContain("deliverable-types");
  expect(unreviewed).toContain(
    "\n| `GetDeliverable-types` | List deliverable types | deliverable-types | read | no | none |  | class |\n",
  );
});

test("the example answer stands under the function's name", async () => {
  expect((await generate(SHOPS)).get("example-answers.ts")).toContain('"{shopId}/legal-requirements": { result:');
});

test("the modules compile against the contract, also for a tool called delete in a toolset called class", async () => {
  await withFolder(async (folder) => {
    await writeFiles(await generate(SHOPS), path.join(folder, "src/generated"));
    await cp(CONTRACT, path.join(folder, CONTRACT));
    await writeFile(path.join(folder, "package.json"), '{ "type": "module" }');

    expect(compilerErrors(path.join(folder, "src/generated/tools/index.ts"))).toEqual([]);
  });
});

async function toolOf(name: string) {
  const files = await generate(SHOPS);
  const modules = [...files].filter(([file]) => file.startsWith("tools/")).map(([, text]) => text);
  return readTools(modules).find((tool) => tool.name === name);
}

function compilerErrors(file: string): string[] {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd());
  const program = ts.createProgram([file], { ...options, types: [] });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
