import { modernRequest } from "../support/test-app.ts";

/** A request that holds a secret where a caller can put one. */
interface TellingRequest {
  readonly place: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const WRITE = { name: "PostCreatevoucher", arguments: { data: { code: "A" } } };

const HEADER_NAMES = [
  "accept-language",
  "baggage",
  "cache-control",
  "content-language",
  "cookie",
  "forwarded",
  "from",
  "if-none-match",
  "last-event-id",
  "mcp-method",
  "mcp-name",
  "mcp-protocol-version",
  "mcp-session-id",
  "origin",
  "proxy-authorization",
  "referer",
  "sec-fetch-site",
  "traceparent",
  "tracestate",
  "user-agent",
  "via",
  "x-api-key",
  "x-correlation-id",
  "x-ds-api-key",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-prefix",
  "x-forwarded-proto",
  "x-mcp-exclude-tools",
  "x-mcp-readonly",
  "x-mcp-tools",
  "x-mcp-toolsets",
  "x-request-id",
];

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** In each header the secret as it is; in those that are read, in every form that is read as well. */
function headersWith(secret: string): Record<string, string>[] {
  return [
    ...HEADER_NAMES.map((name) => ({ [name]: secret })),
    { "user-agent": `${secret}/1.0` },
    { "user-agent": `agent/${secret} (${secret})` },
    { "user-agent": `agent-${secret}-x/1.0` },
    { "user-agent": `${secret.slice(0, 12)}\u00ad${secret.slice(12)}/1` },
    { "user-agent": `${"x".repeat(55)}${secret}` },
    { "mcp-session-id": encoded([secret, secret]) },
    { "mcp-session-id": encoded([`${secret.slice(0, 9)}\u200b${secret.slice(9)}`, `v${secret}`]) },
    { "mcp-session-id": encoded([`${"x".repeat(55)} ${secret}`, "1"]) },
    { traceparent: `00-${secret}-00f067aa0ba902b7-01` },
    { traceparent: `00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01-${secret}` },
    { host: `${secret}.example` },
    { origin: `https://${secret}.example` },
    { authorization: `Basic ${secret}` },
    { authorization: `Bearer ${secret}` },
    { authorization: `Bearer ${secret} ${secret}` },
    { accept: secret },
    { "content-type": secret },
    { "content-type": `application/json; charset=${secret}` },
  ];
}

const rpc = (method: string, params: unknown) => JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });

export function initialize(secret: string): string {
  return rpc("initialize", initializeParams(secret));
}

export function initializeParams(secret: string) {
  return {
    protocolVersion: "2025-11-25",
    capabilities: { experimental: { [secret]: { [secret]: secret } } },
    clientInfo: {
      name: `agent ${secret}`,
      title: secret,
      version: secret,
      description: secret,
      websiteUrl: `https://${secret}.example`,
      icons: [{ src: `https://x.example/${secret}` }],
    },
    _meta: { progressToken: secret, [`x.example/${secret}`]: secret },
  };
}

/** `_meta` of the stateless revision with the secret in one place after another. */
function metasWith(secret: string): Record<string, unknown>[] {
  const { clientInfo, capabilities } = initializeParams(secret);
  const prefix = "io.modelcontextprotocol/";
  return [
    { [`${prefix}clientInfo`]: clientInfo },
    { [`${prefix}clientInfo`]: { name: secret, version: "1" } },
    { [`${prefix}clientInfo`]: { name: `${secret.slice(0, 9)}\u200b${secret.slice(9)}`, version: "1" } },
    { [`${prefix}clientInfo`]: { name: `${"x".repeat(55)} ${secret}`, version: `${"x".repeat(55)} ${secret}` } },
    { [`${prefix}clientInfo`]: secret },
    { [`${prefix}clientCapabilities`]: capabilities },
    { [`${prefix}clientCapabilities`]: secret },
    { [`${prefix}protocolVersion`]: secret },
    { [`${prefix}logLevel`]: secret },
    { [`${prefix}subscriptionId`]: secret },
    { progressToken: secret },
    { traceparent: secret },
    { traceparent: `00-${secret}-00f067aa0ba902b7-01` },
    { tracestate: `a=${secret}` },
    { baggage: `a=${secret}` },
    { [`x.example/${secret}`]: secret },
    { [secret]: secret },
  ];
}

export function modernWithMeta(meta: Record<string, unknown>): Omit<TellingRequest, "place"> {
  const { body, headers } = modernRequest("tools/call", WRITE);
  const message = JSON.parse(body);
  Object.assign(message.params._meta, meta);
  return { body: JSON.stringify(message), headers };
}

/** Every header with a call of both eras, every field of `initialize` and `_meta`, and everything else that a message names. */
export function requestsWith(secret: string): TellingRequest[] {
  const plain = rpc("tools/call", WRITE);
  const modern = modernRequest("tools/call", WRITE);
  const named: [string, unknown][] = [
    [secret, {}],
    ["initialize", { ...initializeParams(secret), protocolVersion: secret }],
    ["initialize", { protocolVersion: "2025-11-25", capabilities: secret, clientInfo: secret }],
    ["tools/call", { name: secret, arguments: {} }],
    ["tools/call", { name: "PostCreatevoucher", arguments: { [secret]: secret } }],
    [
      "tools/call",
      { name: "PostCreatevoucher", arguments: { [secret]: 1, data: { code: `${"x".repeat(275)}${secret}` } } },
    ],
    ["tools/call", { name: "PostCreatevoucher", arguments: { [`${"x".repeat(275)}${secret}`]: 1 } }],
    ["tools/list", { cursor: secret }],
    ["resources/read", { uri: `digistore24://${secret}` }],
    ["prompts/get", { name: secret, arguments: { [secret]: secret } }],
    ["completion/complete", { ref: { type: "ref/prompt", name: secret }, argument: { name: secret, value: secret } }],
    ["logging/setLevel", { level: secret }],
  ];
  return [
    ...headersWith(secret).flatMap((headers) => [
      { place: `headers ${Object.keys(headers)} with a call of 2025`, body: plain, headers },
      {
        place: `headers ${Object.keys(headers)} with a stateless call`,
        body: modern.body,
        headers: { ...modern.headers, ...headers },
      },
    ]),
    ...metasWith(secret).map((meta) => ({ place: `_meta ${JSON.stringify(meta)}`, ...modernWithMeta(meta) })),
    ...named.map(([method, params]) => ({
      place: `${method} ${JSON.stringify(params)}`,
      body: rpc(method, params),
      headers: {},
    })),
  ];
}
