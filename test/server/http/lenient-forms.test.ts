import { afterAll, describe, expect, test } from "vitest";
import { modernRequest, openTestApp } from "../../support/test-app.ts";
import { useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app, post } = openTestApp();
afterAll(() => app.close());

const ZOD_DUMP = /Invalid input|"code"|\\n/;
const message = (method: string, rest: object) => JSON.stringify({ jsonrpc: "2.0", id: 1, method, ...rest });

/** The same request as clients of both eras send it. */
async function inBothEras(method: string, params: object) {
  const { headers, body } = modernRequest(method, params);
  return [await post(message(method, { params })), await post(body, headers)].map(({ messages }) => messages[0]);
}

describe("forms in which clients say none", () => {
  test.each([[[]], [null]])("params may be %j", async (params) => {
    const { status, messages } = await post(message("tools/list", { params }));
    expect(status).toBe(200);
    expect(messages[0]?.result.tools.length).toBeGreaterThan(0);
  });

  test("a cursor may be null", async () => {
    for (const answer of await inBothEras("tools/list", { cursor: null })) {
      expect(answer?.result.tools.length).toBeGreaterThan(0);
    }
  });

  test.each([[[]], [null], [""], ["{}"]])("arguments may be %j", async (args) => {
    for (const answer of await inBothEras("tools/call", { name: "ping", arguments: args })) {
      expect(answer?.error).toBeUndefined();
      expect(answer?.result.isError).toBeUndefined();
    }
    expect(upstream.requests).toHaveLength(2);
  });

  test("arguments may be JSON text", async () => {
    const args = JSON.stringify({ data: { code: "A" } });
    const [answer] = await inBothEras("tools/call", { name: "PostCreatevoucher", arguments: args });
    expect(answer?.result.isError).toBeUndefined();
    expect(upstream.requests[0]?.form).toMatchObject({ data: { code: "A" } });
  });

  test("in a batch, each message may have them", async () => {
    const list = { jsonrpc: "2.0", method: "prompts/list", params: [] };
    const { messages } = await post(
      JSON.stringify([
        { ...list, id: 1 },
        { ...list, id: 2, params: null },
      ]),
    );
    expect(messages.map(({ result }) => result.prompts.length > 0)).toEqual([true, true]);
  });
});

describe("a misshapen request is answered in one sentence", () => {
  const cases: [method: string, params: object, sentence: string][] = [
    ["tools/list", { cursor: 5 }, "tools/list: params.cursor must be text, got 5. Nothing was sent."],
    ["tools/call", { name: 5 }, "tools/call: params.name must be text, got 5. Nothing was sent."],
    ["tools/call", {}, "tools/call: params.name is required. Nothing was sent."],
    [
      "tools/call",
      { name: "ping", arguments: [1] },
      "tools/call: params.arguments must be an object, got [1]. Nothing was sent.",
    ],
    ["resources/read", {}, "resources/read: params.uri is required. Nothing was sent."],
    [
      "prompts/get",
      { name: "period-report", arguments: { from: 5 } },
      "prompts/get: params.arguments.from must be text, got 5. Nothing was sent.",
    ],
  ];

  test.each(cases)("%s %j", async (method, params, sentence) => {
    for (const answer of await inBothEras(method, params)) {
      expect(answer?.error).toEqual({ code: -32602, message: sentence });
    }
    expect(upstream.requests).toEqual([]);
  });

  test.each([undefined, null, [], {}])("initialize with params %j", async (params) => {
    const { messages } = await post(message("initialize", { params }));
    expect(messages[0]?.error?.code).toBe(-32602);
    expect(messages[0]?.error?.message).toMatch(/^initialize: params.* is required/);
    expect(messages[0]?.error?.message).not.toMatch(ZOD_DUMP);
  });
});

test.each(['{"a":{"__proto__":1}}', '{"constructor":{"prototype":1}}'])(
  "a member that the parser refuses is named: %s",
  async (args) => {
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ping","arguments":${args}}}`;
    const { status, messages } = await post(body);
    expect(status).toBe(400);
    expect(messages[0]?.error).toEqual({
      code: -32600,
      message:
        'A member is named "__proto__" or holds "constructor.prototype", which cannot be sent. Leave it out. Nothing was sent.',
    });
  },
);

describe("a client that does not ask for event streams", () => {
  const accepts = ["*/*", undefined, "application/json", "application/*;q=0.8", "text/html, */*"];

  test.each(accepts)("gets JSON: Accept %s", async (accept) => {
    const { status, headers, body } = await post(message("tools/call", { params: { name: "ping" } }), { accept });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(body)).toMatchObject({ jsonrpc: "2.0", id: 1, result: { content: [{ type: "text" }] } });
  });

  test("gets a list for a batch", async () => {
    const ping = { jsonrpc: "2.0", method: "ping" };
    const batch = JSON.stringify([
      { ...ping, id: 1 },
      { ...ping, id: 2 },
    ]);
    const { body } = await post(batch, { accept: "application/json" });
    expect((JSON.parse(body) as { id: number }[]).map(({ id }) => id).sort()).toEqual([1, 2]);
  });

  test("gets nothing but 202 for a notification", async () => {
    const note = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
    const { status, body } = await post(note, { accept: "*/*" });
    expect({ status, body }).toEqual({ status: 202, body: "" });
  });

  test("is refused if it accepts neither", async () => {
    expect((await post(message("ping", {}), { accept: "text/html" })).status).toBe(406);
  });
});
