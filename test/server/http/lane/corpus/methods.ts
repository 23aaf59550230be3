const CLIENT = { name: "test", version: "1.0.0" };
const REFERENCE = "digistore24://reference/{function}";

/** What is asked of a tool in a request: a call that is answered, and ways to get it wrong. */
const CALLS: readonly unknown[] = [
  { name: "getVoucher", arguments: { code: "LAUNCH10" } },
  { name: "getVoucher", arguments: {} },
  { name: "getVoucher", arguments: { code: ["a"], other: 1 } },
  { name: "getVoucher", arguments: '{"code":"A"}' },
  { name: "getVoucher", arguments: "A" },
  { name: "getVoucher", arguments: [] },
  { name: "getVoucher", arguments: [1] },
  { name: "getVoucher", arguments: null },
  { name: "getVoucher" },
  { name: "getVoucher", arguments: { code: "A" }, task: { ttl: 1000 } },
  { name: "getVoucher", arguments: { code: "A" }, inputResponses: { confirm: { action: "accept" } } },
  { name: "getVoucher", arguments: { code: "A" }, requestState: "made up" },
  { name: "getVoucher", arguments: { code: "A" }, requestState: 5 },
  { name: "getVoucher", arguments: { code: "A" }, inputResponses: 5 },
  { name: "getVouchers", arguments: {} },
  // Known, but not on this surface.
  { name: "ping", arguments: {} },
  { name: "refundPurchase", arguments: { purchase_id: "K7M2QX9A" } },
  { name: "" },
  { name: 5 },
  { name: "constructor" },
  { name: "x".repeat(300) },
  {},
  undefined,
];

/** Each method of the protocol and of its extensions, known to this server or not, with parameters for it. */
export const METHODS: Readonly<Record<string, readonly unknown[]>> = {
  ping: [undefined, {}, { more: 1 }],
  "tools/list": [undefined, {}, { cursor: null }, { cursor: "" }, { cursor: "abc" }, { cursor: 5 }, { more: 1 }],
  "tools/call": CALLS,
  "prompts/list": [undefined, {}, { cursor: "abc" }, { cursor: {} }],
  "prompts/get": [
    { name: "launch-discount", arguments: { code: "A" } },
    { name: "launch-discount", arguments: { code: 5 } },
    { name: "launch-discount" },
    { name: "none" },
    {},
  ],
  "resources/list": [undefined, {}, { cursor: "abc" }],
  "resources/templates/list": [undefined, {}, { cursor: "abc" }],
  "resources/read": [
    { uri: "digistore24://tools" },
    { uri: "digistore24://reference/getVoucher" },
    { uri: "digistore24://reference/none" },
    { uri: "digistore24://none" },
    { uri: "none" },
    { uri: 5 },
    {},
  ],
  "completion/complete": [
    { ref: { type: "ref/resource", uri: REFERENCE }, argument: { name: "function", value: "get" } },
    { ref: { type: "ref/prompt", name: "launch-discount" }, argument: { name: "percent", value: "" } },
    { ref: { type: "ref/prompt", name: "none" }, argument: { name: "none", value: "" } },
    { ref: { type: "ref/tool", name: "none" }, argument: { name: "none", value: "" } },
    { ref: 5 },
    {},
  ],
  "server/discover": [undefined, {}, { more: 1 }],
  "logging/setLevel": [{ level: "debug" }, { level: "none" }, {}],
  "resources/subscribe": [{ uri: "digistore24://tools" }],
  "resources/unsubscribe": [{ uri: "digistore24://tools" }],
  "subscriptions/listen": [
    { notifications: {} },
    { notifications: { toolsListChanged: true, resourceSubscriptions: ["digistore24://tools"] } },
    { notifications: 5 },
    {},
  ],
  "tasks/get": [{ taskId: "1" }, {}],
  "tasks/result": [{ taskId: "1" }],
  "tasks/list": [undefined, { cursor: "abc" }],
  "tasks/cancel": [{ taskId: "1" }],
  "tasks/update": [{ taskId: "1" }],
  "roots/list": [undefined],
  "sampling/createMessage": [{ messages: [], maxTokens: 1 }],
  "elicitation/create": [{ message: "?", requestedSchema: { type: "object", properties: {} } }],
  "notifications/initialized": [undefined],
  "tools/nope": [undefined, {}],
  "TOOLS/LIST": [undefined],
  " ping": [undefined],
  "": [undefined],
  constructor: [undefined],
  toString: [undefined],
};

export const NOTIFICATIONS: Readonly<Record<string, unknown>> = {
  "notifications/initialized": undefined,
  "notifications/cancelled": { requestId: 1, reason: "no" },
  "notifications/progress": { progressToken: 1, progress: 1 },
  "notifications/roots/list_changed": {},
  "notifications/message": { level: "info", data: 1 },
  "notifications/nope": undefined,
  "tools/list": undefined,
  "tools/call": { name: "getVoucher", arguments: { code: "A" } },
  initialize: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: CLIENT },
};

const complete = { capabilities: {}, clientInfo: CLIENT };

/** The parameters of `initialize`, right and wrong. */
export const INITIALIZATIONS: readonly unknown[] = [
  ...["1999-01-01", "2026-07-28", "", "2025-11-25 ", "__proto__", "constructor", "latest"].map((protocolVersion) => ({
    ...complete,
    protocolVersion,
  })),
  ...[5, null, ["2025-11-25"], {}, undefined].map((protocolVersion) => ({ ...complete, protocolVersion })),
  { protocolVersion: "2025-11-25" },
  { protocolVersion: "2025-11-25", capabilities: {} },
  { protocolVersion: "2025-11-25", clientInfo: CLIENT },
  { protocolVersion: "2025-11-25", capabilities: 5, clientInfo: CLIENT },
  { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: 5 } },
  { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { ...CLIENT, title: 'Zoë "x"', more: 1 } },
  { protocolVersion: "2025-11-25", capabilities: { elicitation: {}, roots: {}, none: 1 }, clientInfo: CLIENT },
  { protocolVersion: "2025-11-25", ...complete, more: 1, _meta: { more: 1 } },
  {},
  undefined,
];

export function initializationAt(protocolVersion: string): object {
  return { ...complete, protocolVersion };
}
