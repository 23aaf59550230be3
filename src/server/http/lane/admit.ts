import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  classifyInboundRequest,
  type InboundClassificationOutcome,
  isInitializeRequest,
  isJsonContentType,
  type JSONRPCRequest,
  type MessageClassification,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/server";
import type { FastifyRequest } from "fastify";
import { isObject } from "../../kit/is-object.ts";
import { STATELESS_REVISION } from "../../mcp/mcp-server.ts";
import { ANY_ANSWER, wantsJson } from "../accepted-types.ts";

/** A single request that the lane can answer exactly as the SDK's HTTP handler would. */
export interface AdmittedRequest {
  readonly message: JSONRPCRequest;
  /** Undefined for a 2025 revision, whose requests do not say what they are. */
  readonly classification?: MessageClassification | undefined;
  /** Whether the client can read an event stream. */
  readonly readsStreams: boolean;
  /** The name under which the result can be kept, if it depends on nothing but the surface. */
  readonly constant?: string | undefined;
}

/** Lists and the like: their results depend on no argument. */
const CONSTANT_METHODS = new Set([
  "server/discover",
  "tools/list",
  "prompts/list",
  "resources/list",
  "resources/templates/list",
]);
/** Requests that are answered with one message. */
const METHODS = new Set([
  ...CONSTANT_METHODS,
  "initialize",
  "ping",
  "tools/call",
  "prompts/get",
  "resources/read",
  "completion/complete",
]);
/** The parameter that the `Mcp-Name` header has to repeat. */
const NAMED_BY: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
};
/** Why the SDK takes a message for a request of a 2025 revision. */
const REQUEST_REASONS = new Set(["initialize", "no-claim"]);
/** A header value in this form is encoded. */
const ENCODED = "=?base64?";
const ENVELOPE_KEYS = new Set([PROTOCOL_VERSION_META_KEY, CLIENT_INFO_META_KEY, CLIENT_CAPABILITIES_META_KEY]);

type Params = Readonly<Record<string, unknown>>;

/** The request if the lane may take it. Undefined for everything else and everything doubtful, which the SDK's handler answers. */
export function admit({ headers, body }: FastifyRequest): AdmittedRequest | undefined {
  const version = text(headers["mcp-protocol-version"]);
  const method = text(headers["mcp-method"]);
  if (
    !isJsonContentType(headers["content-type"] ?? null) ||
    !METHODS.has((body as { method?: string })?.method ?? "")
  ) {
    return undefined;
  }
  const outcome = classifyInboundRequest({
    httpMethod: "POST",
    body,
    ...(version !== undefined && { protocolVersionHeader: version }),
    ...(method !== undefined && { mcpMethodHeader: method }),
  });
  const message = body as JSONRPCRequest;
  const params: Params = message.params ?? {};
  // A call with a token may be answered with several messages.
  if (isObject(params["_meta"]) && "progressToken" in params["_meta"]) {
    return undefined;
  }
  return outcome.kind === "modern"
    ? admitStateless(outcome, message, params, { version, method, name: text(headers["mcp-name"]) })
    : admitSession(outcome, message, params, { version, accept: headers.accept });
}

/** A request of 2026-07-28, with the headers that the SDK requires. */
function admitStateless(
  outcome: InboundClassificationOutcome,
  message: JSONRPCRequest,
  params: Params,
  headers: Readonly<Record<"version" | "method" | "name", string | undefined>>,
): AdmittedRequest | undefined {
  const isRequest = outcome.kind === "modern" && outcome.messageKind === "request";
  if (!isRequest || outcome.classification.revision !== STATELESS_REVISION) {
    return undefined;
  }
  const source = NAMED_BY[message.method];
  const isNamed = source === undefined || (headers.name === params[source] && !headers.name?.startsWith(ENCODED));
  if (headers.version === undefined || headers.method === undefined || !isNamed) {
    return undefined;
  }
  const isConstant = CONSTANT_METHODS.has(message.method) && hasOnlyEnvelope(params);
  return {
    message,
    classification: outcome.classification,
    readsStreams: false,
    constant: isConstant ? `${STATELESS_REVISION} ${message.method}` : undefined,
  };
}

/** A request of a 2025 revision. */
function admitSession(
  outcome: InboundClassificationOutcome,
  message: JSONRPCRequest,
  params: Params,
  { version, accept }: Readonly<Record<"version" | "accept", string | undefined>>,
): AdmittedRequest | undefined {
  // A notification may have the method of a request.
  const isRequest = outcome.kind === "legacy" && REQUEST_REASONS.has(outcome.reason);
  const isKnown = version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version);
  const readsJson = wantsJson(accept);
  const readsBoth = ANY_ANSWER.split(", ").every((type) => accept?.includes(type));
  if (!isRequest || !isKnown || !(readsJson || readsBoth)) {
    return undefined;
  }
  return { message, readsStreams: !readsJson, constant: constantOf2025(message, params) };
}

function constantOf2025(message: JSONRPCRequest, params: Params): string | undefined {
  if (message.method === "initialize") {
    const asked = String(params["protocolVersion"]);
    const isConstant = SUPPORTED_PROTOCOL_VERSIONS.includes(asked) && isInitializeRequest(message);
    return isConstant ? `initialize ${asked}` : undefined;
  }
  return CONSTANT_METHODS.has(message.method) && Object.keys(params).length === 0 ? message.method : undefined;
}

function hasOnlyEnvelope(params: Params): boolean {
  const { _meta: meta, ...others } = params;
  return Object.keys(others).length === 0 && Object.keys(meta as object).every((key) => ENVELOPE_KEYS.has(key));
}

/** A header that came once. */
function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
