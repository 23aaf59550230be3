import type { Sent } from "../twins.ts";
import { changedModern, type ModernMessage, shown, withBody } from "./requests.ts";

const CALL = { name: "getVoucher", arguments: { code: "LAUNCH10" } };
const META = "io.modelcontextprotocol";
const VERSION = `${META}/protocolVersion`;
const INFO = `${META}/clientInfo`;
const CAPABILITIES = `${META}/clientCapabilities`;
const RELATED_TASK = `${META}/related-task`;

/** Members of a message, right and wrong, in place of those of a correct request. */
const MEMBERS: Readonly<Record<string, readonly unknown[]>> = {
  id: [
    ...[undefined, null, 0, -1, -0, 1.5, 1e21, 2 ** 53, 2 ** 53 + 2, true, false, {}, [], [1]],
    ...["", "1", " ", '"', "\\", "\n", "Zoë", "\u2028\u2029", "\ud83d\ude00", "\ud800", "</script>", "x".repeat(5000)],
    ...["__proto__", "constructor", "data: x\n\n"],
  ],
  jsonrpc: [undefined, null, "1.0", "2.0 ", 2, 2.0, ["2.0"], {}],
  method: [undefined, null, 5, ["tools/call"], {}, true],
  params: [undefined, null, [], [1], "", "x", 5, 0, true, false],
  result: [{}, null, 1],
  error: [{ code: 1, message: "x" }, {}, null],
  more: [1, null, { deep: { deeper: [] } }],
};

/** `_meta` of a request in any revision. */
const METAS: readonly unknown[] = [
  ...[null, {}, [], 5, "x", true],
  ...["", "token", 0, 1, -1, 1.5, null, {}, [], true].map((progressToken) => ({ progressToken })),
  ...[{ taskId: "1" }, { taskId: 5 }, {}, null, 5].map((task) => ({ [RELATED_TASK]: task })),
  { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=b", baggage: "a=b" },
  { traceparent: 5 },
  { "example.com/own": { deep: [1] }, "": 1, "no prefix": null },
  { [`${META}/logLevel`]: "debug" },
  { [`${META}/logLevel`]: "none" },
  { [`${META}/subscriptionId`]: "1" },
  { [`${META}/serverInfo`]: { name: "x", version: "1" } },
];

/** Envelope members, right and wrong, in place of those of a correct request. */
const ENVELOPES: Readonly<Record<string, readonly unknown[]>> = {
  [VERSION]: [undefined, null, "", "2025-11-25", "2026-07-29", "2026-07-28 ", 5, {}, ["2026-07-28"]],
  [INFO]: [
    undefined,
    null,
    {},
    { name: "x" },
    { name: 5, version: "1" },
    { name: "x", version: "1", more: 1 },
    "x",
    [],
  ],
  [CAPABILITIES]: [
    undefined,
    null,
    [],
    "x",
    { elicitation: {} },
    { elicitation: 5 },
    { more: 1 },
    { experimental: {} },
  ],
};

const REQUESTS: readonly [method: string, params: object][] = [
  ["tools/call", CALL],
  ["tools/list", {}],
];

/** Requests of a client of 2025 with something wrong, or unusual, in their bodies. */
export function bodyFaultsOf2025(): readonly Sent[] {
  return REQUESTS.flatMap(([method, params]) => [
    ...each(MEMBERS).map(([member, value]) => ({
      name: `2025 ${method} with ${member} ${shown(value)}`,
      ...withBody({ method, params, [member]: value }),
    })),
    ...METAS.map((meta) => ({
      name: `2025 ${method} with _meta ${shown(meta)}`,
      ...withBody({ method, params: { ...params, _meta: meta } }),
    })),
    ...each(ENVELOPES).map(([member, value]) => ({
      name: `2025 ${method} with ${member} ${shown(value)}`,
      ...withBody({ method, params: { ...params, _meta: { [member]: value } } }),
    })),
  ]);
}

/** Requests of 2026-07-28 with something wrong, or unusual, in their bodies. */
export function bodyFaultsOf2026(): readonly Sent[] {
  const changed = (method: string, params: object, fault: string, change: (message: ModernMessage) => object) => ({
    name: `2026 ${method} with ${fault}`,
    ...changedModern(method, params, change),
  });
  return REQUESTS.flatMap(([method, params]) => [
    ...each(MEMBERS).map(([member, value]) =>
      changed(method, params, `${member} ${shown(value)}`, (message) => ({ ...message, [member]: value })),
    ),
    ...METAS.map((meta) => changed(method, params, `_meta and ${shown(meta)}`, (message) => withMeta(message, meta))),
    ...METAS.map((meta) =>
      changed(method, params, `_meta ${shown(meta)}`, (message) => ({
        ...message,
        params: { ...message.params, _meta: meta },
      })),
    ),
    ...each(ENVELOPES).map(([member, value]) =>
      changed(method, params, `${member} ${shown(value)}`, (message) => withMeta(message, { [member]: value })),
    ),
  ]);
}

function withMeta(message: ModernMessage, meta: unknown): object {
  return { ...message, params: { ...message.params, _meta: { ...message.params._meta, ...(meta as object) } } };
}

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const NOTE = '{"jsonrpc":"2.0","method":"notifications/initialized"}';
const INITIALIZE =
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}';
const LIST = '{"jsonrpc":"2.0","id":"b","method":"tools/list"}';
const ENVELOPED = changedModern("tools/list", {}, (message) => message).body;

/** Bodies that are not one object with the members of a request. */
export const OTHER_BODIES: readonly string[] = [
  ...["", " ", "null", "0", "1", '""', '"ping"', "true", "{}", "[]", "[[]]", "[null]", "[1]", "{", "}", "ping"],
  `[${PING}]`,
  `[${PING},${LIST}]`,
  `[${PING},${PING}]`,
  `[${PING},${NOTE}]`,
  `[${NOTE}]`,
  `[${NOTE},${NOTE}]`,
  `[${INITIALIZE}]`,
  `[${INITIALIZE},${LIST}]`,
  `[${ENVELOPED}]`,
  `[${PING},${ENVELOPED}]`,
  `[${PING},{"jsonrpc":"2.0","id":2}]`,
  `[[${PING}]]`,
  '{"jsonrpc":"2.0","id":1,"result":{}}',
  '{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}',
  '{"jsonrpc":"2.0","id":1,"result":{},"method":"ping"}',
  '{"jsonrpc":"2.0","id":1}',
  // The last of two equal members counts, and blanks and escapes around them change nothing.
  '{"jsonrpc":"2.0","id":1,"id":"two","method":"ping","method":"tools/list"}',
  ' \n{"jsonrpc" : "2.0" ,"\\u0069d":7,"method":"tools\\/list" }\t',
  '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}',
  '{"jsonrpc":"2.0","id":1e2,"method":"ping"}',
  '{"jsonrpc":"2.0","id":1.0,"method":"tools/list"}',
  '{"jsonrpc":"2.0","id":-0,"method":"tools/list"}',
  '{"jsonrpc":"2.0","id":"\\u0041\\ud83d\\ude00\\u2028","method":"tools/list"}',
  '{"jsonrpc":"2.0","id":"\\ud800","method":"tools/list"}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{}}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"__proto__":{}}}',
];

function each(members: Readonly<Record<string, readonly unknown[]>>): [string, unknown][] {
  return Object.entries(members).flatMap(([member, values]) =>
    values.map((value): [string, unknown] => [member, value]),
  );
}
