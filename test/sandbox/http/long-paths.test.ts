import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readTools } from "../../../codegen/diff/read-tools.ts";
import { generate } from "../../../codegen/pipeline.ts";
import { createFunctionRegistry, type FunctionRegistry } from "../../../src/sandbox/http/function-registry.ts";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { SHOPS } from "../../codegen/orders-fixture.ts";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

const IMPRINT = { result: "success", data: { imprint: true } };

let registry: FunctionRegistry;
let sandbox: Sandbox;
beforeAll(async () => {
  registry = await readShopRegistry();
});
beforeEach(() => {
  sandbox = openSandbox({ registry });
});

/** The functions of another description: that of shops, some of whose functions have longer paths. */
async function readShopRegistry(): Promise<FunctionRegistry> {
  const files = await generate(SHOPS);
  const toolModules = [...files].filter(([file]) => file.startsWith("tools/")).map(([, text]) => text);
  // The generator wrote them against that type; it reads them back as plain data.
  const tools = readTools(toolModules) as unknown as AnyToolDefinition[];
  return createFunctionRegistry(tools, {
    "{shopId}/legal-requirements": { data: { imprint: true } },
  });
}

describe("a function with a parameter in its path", () => {
  test.each([
    "4711/legal-requirements",
    "4711/legal-requirements/json",
    "4711/legal-requirements/format/json",
    "K%C3%B6ln%20%24%26%20100%25/legal-requirements",
    "a%2Fb/legal-requirements",
  ])("is found at %s", async (path) => {
    expect(await sandbox.call(path, { country: "DE" })).toMatchObject(IMPRINT);
  });

  test("requires the key, like every function", async () => {
    expect(await sandbox.call("4711/legal-requirements", {}, "")).toMatchObject({ result: "error", code: 2 });
  });

  test("reports its parameter as missing if it is blank", async () => {
    const envelope = await sandbox.call("%20/legal-requirements");
    expect(envelope).toMatchObject({ result: "error", code: 3, message: "Parameter fehlt: shopId" });
  });

  test("is counted, and fails, by its path without the id", async () => {
    const name = "{shopId}/legal-requirements";
    await sandbox.control("POST", "/__faults", [{ kind: "busy-code", functions: [name], times: 1 }]);
    expect(await sandbox.call("1/legal-requirements")).toMatchObject({ code: 12 });
    expect(await sandbox.call("2/legal-requirements")).toMatchObject(IMPRINT);
    expect((await sandbox.control("GET", "/__requests")).json()).toEqual({ [name]: 2 });
  });
});

describe("a function with a dash in its path", () => {
  test("is found", async () => {
    expect(await sandbox.call("deliverable-types")).toMatchObject({ result: "success" });
  });
});

describe("an address that no function has", () => {
  test.each(["legal-requirements", "deliverable-type", "4711/legal", "4711/legal-requirements/more", "a/b/c/d", ""])(
    "%j is refused as an unknown function",
    async (path) => {
      expect(await sandbox.call(path)).toMatchObject({
        api_version: "1.2",
        result: "error",
        code: 9,
        message: "Unbekannte API-Funktion",
      });
    },
  );

  test("is refused in the language of the call", async () => {
    const envelope = await sandbox.call("4711/legal", { language: "en" });
    expect(envelope).toMatchObject({ code: 9, message: "Unknown API function" });
  });

  test("outside the API is answered with the address of the API", async () => {
    const answer = await sandbox.app.inject({ method: "GET", url: "/call/ping" });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({ error: "There is no such address here. The API is at /api/call/<function>." });
  });
});
