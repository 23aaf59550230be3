import type { CallToolResult } from "@modelcontextprotocol/server";
import { afterAll, describe, expect, test } from "vitest";
import type { CallOutcome } from "../../../src/server/call/call.ts";
import { type CallSettings, callTool } from "../../../src/server/call/call-tool.ts";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { createKeyIdentifier } from "../../../src/server/key/key-identity.ts";
import { createDigistore24Client } from "../../../src/server/upstream/digistore24-client.ts";
import type { UpstreamCall } from "../../../src/server/upstream/upstream-call.ts";
import { answerOf } from "../../support/answer-of.ts";
import { pagedTool, readTool, writeTool } from "../../support/tools.ts";
import { API_URL, neverAnswers, success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const client = createDigistore24Client(API_URL);
const CALLER = { apiKey: "100001-CALLKEY", key: createKeyIdentifier()("100001-CALLKEY") };
afterAll(() => client.close());

const openTool: AnyToolDefinition = {
  ...writeTool,
  isDestructive: true,
  inputSchema: {
    type: "object",
    properties: {
      id: { type: "integer" },
      data: { type: "object", properties: { name: { type: "string" } }, additionalProperties: true },
    },
    required: ["id"],
    additionalProperties: false,
  },
};
const registry = createToolRegistry([readTool, writeTool, pagedTool].concat({ ...openTool, name: "openThing" }));

const SETTINGS = { timeoutMs: 10_000, maxResultChars: 60_000, showsSecrets: false, operator: "", watchers: [] };

function call(name: string, args: unknown, settings: Partial<CallSettings> = {}): Promise<CallOutcome> {
  const tool = registry.get(name);
  if (!tool) {
    throw new Error(`no tool ${name}`);
  }
  return callTool(
    { tool, args, ...CALLER, requestId: "request-1", surfaceName: "published" },
    { ...SETTINGS, client, ...settings },
  );
}

function textsOf({ result }: CallOutcome): string[] {
  return (result as CallToolResult).content.map((block) => (block.type === "text" ? block.text : ""));
}

describe("the sent arguments", () => {
  test("are the given ones, without defaults of the schema", async () => {
    await call("openThing", { id: 1, data: { name: "x" } });
    expect(upstream.requests.map(({ form }) => form)).toEqual([{ id: "1", data: { name: "x" } }]);
  });

  test("include the small page size of a list, and no other default", async () => {
    await call("listThings", {});
    expect(upstream.requests.map(({ form }) => form)).toEqual([{ page_size: "50" }]);
  });

  test("include the given page size, if there is one", async () => {
    await call("listThings", { page_size: 1 });
    expect(upstream.requests.map(({ form }) => form)).toEqual([{ page_size: "1" }]);
  });

  test("never include _fields", async () => {
    await call("listThings", { page_size: 5, _fields: ["id"] });
    expect(upstream.requests.map(({ body }) => body)).toEqual(["page_size=5"]);
  });

  test.each([undefined, null, {}])("are an empty form for arguments %j", async (args) => {
    expect((await call("readThing", args)).result.isError).toBeUndefined();
    expect(upstream.requests.map(({ body }) => body)).toEqual([""]);
  });

  test.each([{ args: [1] }, { args: "text" }, { args: 5 }])("are not sent for arguments $args", async ({ args }) => {
    const outcome = await call("readThing", args);
    expect(textsOf(outcome)).toEqual([
      "readThing: nothing was sent. arguments must be an object. Correct the arguments and call again.",
    ]);
    expect(outcome.errorKind).toBe("input");
    expect(upstream.requests).toEqual([]);
  });

  test("are none if an argument is wrong", async () => {
    const outcome = await call("openThing", { idd: 1 });
    expect(outcome.result.isError).toBe(true);
    expect(textsOf(outcome)).toEqual([
      "openThing: nothing was sent. idd is unknown; the nearest is id; id is required. Correct the arguments and call again.",
    ]);
    expect(upstream.requests).toEqual([]);
  });
});

describe("_fields", () => {
  test("reduces the items and reports names that no item has", async () => {
    upstream.answer(() => success({ page_no: 1, things: [{ id: 1, text: "x" }] }));
    const outcome = await call("listThings", { _fields: ["id", "txt"] });
    expect(textsOf(outcome)).toEqual([
      '{"_note":"No item has txt (the nearest is text).","page_no":1,"things":[{"id":1}]}',
    ]);
  });

  test.each([
    {
      wanted: "product_name",
      fields: { id: 1, main_product_name: "Kurs" },
      note: "product_name (the nearest is main_product_name).",
    },
    {
      wanted: "email",
      fields: { id: 1, buyer: { email: "a@example.com" } },
      note: "email (the nearest is buyer.email).",
    },
    { wanted: "curency", fields: { id: 1, currency: "EUR" }, note: "curency (the nearest is currency)." },
    {
      wanted: "first_amount",
      fields: { vat_amount: "1.00", buyer: { id: 1, no: 2 } },
      note: "first_amount. The fields are vat_amount, buyer.",
    },
    { wanted: "license_key", fields: { currency: "EUR" }, note: "license_key. The fields are currency." },
  ])(
    "reports $wanted with the nearest name only if that is near, and else with all",
    async ({ wanted, fields, note }) => {
      upstream.answer(() => success({ things: [fields] }));
      const outcome = await call("listThings", { _fields: [wanted] });
      expect(answerOf(outcome.result)["_note"]).toBe(`No item has ${note}`);
    },
  );

  test("lists only so many names if one is unknown", async () => {
    const fields = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`field_number_${index + 1}`, index]));
    upstream.answer(() => success({ things: [fields] }));
    const outcome = await call("listThings", { _fields: ["x"] });
    expect(answerOf(outcome.result)["_note"]).toMatch(/, field_number_60 and others\.$/);
  });

  test("is ignored if it is empty", async () => {
    upstream.answer(() => success({ things: [{ id: 1 }] }));
    const outcome = await call("listThings", { _fields: [] });
    expect(answerOf(outcome.result)).toEqual({ things: [{ id: 1 }] });
  });

  test("is applied before the cut, so a long list fits", async () => {
    const things = Array.from({ length: 50 }, (_, id) => ({ id, text: "x".repeat(500) }));
    upstream.answer(() => success({ things }));
    const outcome = await call("listThings", { _fields: ["id"] }, { maxResultChars: 1000 });
    expect(answerOf(outcome.result)).toEqual({ things: things.map(({ id }) => ({ id })) });
  });
});

describe("fields that an open object does not describe", () => {
  test("are sent and reported", async () => {
    const outcome = await call("openThing", { id: 1, data: { name: "x", color: "red", toString: "y" } });
    expect(upstream.requests[0]?.body).toBe("id=1&data%5Bname%5D=x&data%5Bcolor%5D=red&data%5BtoString%5D=y");
    expect(textsOf(outcome)).toEqual([
      '{"_note":"Sent, but not in the description: color, toString; check that they took effect."}',
    ]);
  });
});

test("a key among the names that a note quotes is hidden", async () => {
  const key = CALLER.apiKey;
  const sent = await call("openThing", { id: 1, data: { name: "x", [key]: "y" } });
  upstream.answer(() => success({ things: [{ id: 1 }] }));
  const chosen = await call("listThings", { _fields: [key, `x.${key}`] });
  expect(textsOf(sent).join()).toContain("but not in the description");
  expect(textsOf(chosen).join()).toContain("No item has");
  expect(textsOf(sent).concat(textsOf(chosen)).join()).not.toContain(key);
});

describe("the time-out", () => {
  const seen: UpstreamCall[] = [];
  const spy: CallSettings["client"] = {
    call: async (upstreamCall) => {
      seen.push(upstreamCall);
      return {};
    },
    close: async () => undefined,
  };

  test.each([
    { ofTool: undefined, configured: 30_000, want: 30_000 },
    { ofTool: 90, configured: 30_000, want: 90_000 },
    { ofTool: 90, configured: 120_000, want: 120_000 },
  ])("is $want ms if the tool has $ofTool s and $configured ms is configured", async (times) => {
    seen.length = 0;
    const slow = { ...readTool, ...(times.ofTool && { timeoutSeconds: times.ofTool }) };
    const tool = createToolRegistry([slow]).get("readThing");
    expect(tool).toBeDefined();
    if (tool) {
      const settings = { ...SETTINGS, client: spy, timeoutMs: times.configured };
      await callTool({ tool, args: {}, ...CALLER, requestId: "r", surfaceName: "published" }, settings);
    }
    expect(seen.map(({ timeoutMs }) => timeoutMs)).toEqual([times.want]);
  });

  test("of a write leaves its outcome open", async () => {
    upstream.answer(neverAnswers);
    const outcome = await call("writeThing", {}, { timeoutMs: 50 });
    expect(outcome.errorKind).toBe("timeout");
    expect(textsOf(outcome)).toEqual([
      "writeThing: Digistore24 did not answer within 0.05 seconds. It may have been carried out anyway. Check with readThing before you call it again.",
    ]);
    expect(upstream.requests).toHaveLength(1);
  });
});

describe("a defect inside a call", () => {
  const defect = new TypeError("cannot read 100001-CALLKEY");
  const broken: CallSettings["client"] = {
    call: async () => {
      throw defect;
    },
    close: async () => undefined,
  };

  const brokenWrite = async (hasLeft: boolean) => {
    const api: CallSettings["client"] = {
      ...broken,
      call: async ({ onSent }) => {
        if (hasLeft) {
          onSent?.();
        }
        throw defect;
      },
    };
    const outcome = await call("writeThing", {}, { client: api });
    return { mayHaveHappened: outcome.mayHaveHappened, isSaid: textsOf(outcome).join().includes("may have been") };
  };

  test("leaves a write in doubt only if its request was sent", async () => {
    expect(await brokenWrite(true)).toEqual({ mayHaveHappened: true, isSaid: true });
    expect(await brokenWrite(false)).toEqual({ mayHaveHappened: false, isSaid: false });
  });

  test("after the answer leaves a write in doubt", async () => {
    const personalData: CallSettings["personalData"] = {
      mask: (value) => {
        if (typeof value === "string") {
          return value;
        }
        throw defect;
      },
    };
    const outcome = await call("writeThing", {}, { personalData });
    expect(outcome.errorKind).toBe("internal");
    expect(textsOf(outcome).join()).toContain("It may have been carried out anyway.");
    expect(upstream.requests).toHaveLength(1);
  });

  test("gives a fixed sentence and keeps the cause for the log", async () => {
    const outcome = await call("readThing", {}, { client: broken });
    expect(outcome.result).toEqual({
      content: [
        {
          type: "text",
          text: "readThing failed inside this server, request request-1. The operator can find the cause in the log under this id.",
        },
      ],
      isError: true,
    });
    expect(outcome.errorKind).toBe("internal");
    expect(outcome.error).toBe(defect);
  });
});
