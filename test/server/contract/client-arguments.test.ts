import { afterAll, describe, expect, test } from "vitest";
import {
  CLIENT_ARGUMENTS,
  findClientArguments,
  withoutClientArguments,
} from "../../../src/server/contract/client-arguments.ts";
import type { ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { openTestApp } from "../../support/test-app.ts";
import { useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app, callTool } = openTestApp();
afterAll(() => app.close());

const ADDED = Object.fromEntries(CLIENT_ARGUMENTS.map((name) => [name, "call_abc123"]));

describe("arguments that clients add", () => {
  test.each([
    ["listProducts", {}],
    ["PostCreatevoucher", { data: { code: "A" } }],
  ])("do not fail %s and are not sent", async (name, args) => {
    const { isError, text } = await callTool(name, { ...args, ...ADDED });
    expect(isError, text).toBeUndefined();
    expect(upstream.requests).toHaveLength(1);
    const sent = JSON.stringify(upstream.requests[0]?.form);
    expect(sent).not.toContain("call_abc123");
  });

  test("are arguments like any other for a tool that has them", () => {
    const schema: ArgumentSchema = {
      type: "object",
      properties: { action: { type: "string" }, data: { type: "object", properties: { i: { type: "integer" } } } },
      additionalProperties: false,
    };
    const args = { action: "stop", i: 7, toolCallId: "call_1" };
    expect(findClientArguments(schema, args)).toEqual(["toolCallId"]);
    expect(withoutClientArguments(schema, args)).toEqual({ action: "stop", i: 7 });
  });

  test("do not open the way for other unknown names", async () => {
    const { isError, text } = await callTool("listProducts", { toolCallID: "call_1" });
    expect(isError).toBe(true);
    expect(text).toContain("toolCallID is unknown");
    expect(upstream.requests).toEqual([]);
  });
});
