import { beforeAll, describe, expect, test } from "vitest";
import type { AnyToolDefinition, ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { tools } from "../../support/generated-tools.ts";
import { FUNCTION_COUNT } from "../../support/published-tools.ts";
import {
  askForKey,
  DEVELOPER_KEY,
  FULL_KEY,
  grantKey,
  openSandbox,
  READ_KEY,
  type Sandbox,
  type WireArguments,
} from "../sandbox-client.ts";
import { requiredArguments } from "./required-values.ts";

async function argumentsFor(sandbox: Sandbox, tool: AnyToolDefinition): Promise<WireArguments> {
  if (tool.functionName === "retrieveApiKey") {
    return { token: await askForKey(sandbox) };
  }
  if (tool.functionName !== "deleteProduct") {
    return requiredArguments(tool);
  }
  const { product_id } = await sandbox.data("createProduct", { "data[name_de]": "Nie verkauft" });
  return { product_id: String(product_id) };
}

/** The key that may call a function. Only a granted key can be ended. */
async function keyFor(sandbox: Sandbox, { functionName, keyRight }: AnyToolDefinition): Promise<string> {
  if (functionName === "unregister") {
    return grantKey(sandbox);
  }
  return keyRight === "developer" ? DEVELOPER_KEY : FULL_KEY;
}

test("the sandbox is tested with all described functions", () => {
  expect(tools).toHaveLength(FUNCTION_COUNT);
});

/** One shop for the three tests of a function: the call that changes it comes last. */
describe.each(tools.map((tool) => [tool.functionName, tool] as const))("%s", (functionName, tool) => {
  let sandbox: Sandbox;
  let args: WireArguments;
  let key: string;
  beforeAll(async () => {
    sandbox = openSandbox();
    args = await argumentsFor(sandbox, tool);
    key = await keyFor(sandbox, tool);
  });

  const isBeyondReading = tool.keyRight !== "read";
  test(`${isBeyondReading ? "refuses" : "serves"} a read-only key`, async () => {
    const envelope = await sandbox.call(functionName, args, READ_KEY);
    expect(envelope.code).toBe(isBeyondReading ? 5 : undefined);
  });

  test("names each required argument that is missing", async () => {
    for (const name of tool.inputSchema.required ?? []) {
      const left = Object.entries(args).filter(([wireName]) => wireName !== name && !wireName.startsWith(`${name}[`));
      const envelope = await sandbox.call(functionName, Object.fromEntries(left), key);
      const schema: ArgumentSchema = tool.inputSchema.properties[name] ?? {};
      const isSilent = functionName.startsWith("update") && name === "data" && schema.required === undefined;
      if (isSilent) {
        expect([envelope.data.modified, envelope.data.is_modified]).toContain("N");
      } else {
        expect(envelope).toMatchObject({ result: "error", code: 3 });
        expect(envelope.message).toContain(`Parameter fehlt: ${name}`);
      }
    }
  });

  test("succeeds with a key that has the right, and the required arguments", async () => {
    const envelope = await sandbox.call(functionName, args, key);
    expect(envelope).toMatchObject({ api_version: "1.2", current_time: "2026-03-16 10:15:00", result: "success" });
    expect(envelope).toHaveProperty("data");
  });
});
