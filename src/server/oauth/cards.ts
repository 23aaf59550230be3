import { createHash } from "node:crypto";
import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import { PACKAGE } from "../kit/package-facts.ts";

const SERVER_CARD_PATH = "/mcp/server-card";
const AI_CATALOG_PATH = "/.well-known/ai-catalog.json";
const SERVER_CARD_TYPE = "application/mcp-server-card+json";
const AI_CATALOG_TYPE = "application/ai-catalog+json";
const SERVER_CARD_SCHEMA = "https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json";
/** The first published version of the catalog's specification. Readers refuse a higher one than they know. */
const AI_CATALOG_VERSION = "0.9";
/** The SDK serves it too, but its list only has the versions that begin with `initialize`. */
const STATELESS_PROTOCOL_VERSION = "2026-07-28";

/** Anyone may read the cards, web pages too; they change with a new version at most. */
const HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET",
  "access-control-allow-headers": "Content-Type, If-None-Match, MCP-Protocol-Version",
  "access-control-expose-headers": "ETag",
  "cache-control": "public, max-age=3600",
  "x-content-type-options": "nosniff",
};

const KEY_HEADER = {
  name: "Authorization",
  description: "Your Digistore24 API key, if the program does not sign in by OAuth. It is not stored",
  value: "Bearer {api_key}",
  isRequired: false,
  isSecret: true,
  variables: {
    api_key: {
      description: "From Digistore24: Settings > Account access > API keys",
      isRequired: false,
      isSecret: true,
    },
  },
};

/**
 * The server card of SEP-2127: what a program needs before it connects. Its schema has no field for OAuth, which a program
 * finds by the answer 401, so the card only describes the header of programs that bring a key.
 */
export function serverCard(publicUrl: string): object {
  const { mcpName: name, version, description } = PACKAGE;
  return {
    $schema: SERVER_CARD_SCHEMA,
    name,
    version,
    title: "Digistore24",
    description,
    websiteUrl: `${publicUrl}/`,
    remotes: [
      {
        type: "streamable-http",
        url: `${publicUrl}/mcp`,
        headers: [KEY_HEADER],
        supportedProtocolVersions: [STATELESS_PROTOCOL_VERSION, ...SUPPORTED_PROTOCOL_VERSIONS],
      },
    ],
  };
}

/** The catalog of this host. A title and description would only repeat the card's. */
export function aiCatalog(publicUrl: string): object {
  const entry = { identifier: catalogIdentifier(PACKAGE.mcpName), type: SERVER_CARD_TYPE };
  return { specVersion: AI_CATALOG_VERSION, entries: [{ ...entry, url: publicUrl + SERVER_CARD_PATH }] };
}

/** `com.example/weather` is `urn:air:example.com:mcp:weather` in catalogs. */
function catalogIdentifier(mcpName: string): string {
  const [namespace = "", name = ""] = mcpName.split("/");
  return `urn:air:${namespace.split(".").reverse().join(".")}:mcp:${name}`;
}

/** Serves both documents to everyone: they are read before a program has a key or a token. */
export function cardRoutes(scope: FastifyInstance, publicUrl: string): void {
  serveDocument(scope, { path: SERVER_CARD_PATH, type: SERVER_CARD_TYPE, content: serverCard(publicUrl) });
  serveDocument(scope, { path: AI_CATALOG_PATH, type: AI_CATALOG_TYPE, content: aiCatalog(publicUrl) });
}

interface Document {
  readonly path: string;
  readonly type: string;
  readonly content: object;
}

function serveDocument(scope: FastifyInstance, { path, type, content }: Document): void {
  // Bytes, because Fastify would add a charset to the type of a text, which types of JSON do not have.
  const body = Buffer.from(JSON.stringify(content));
  const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
  scope.get(path, (request, reply) => {
    reply.headers({ ...HEADERS, etag });
    return request.headers["if-none-match"]?.includes(etag) ? reply.code(304).send() : reply.type(type).send(body);
  });
  scope.options(path, (_, reply) => reply.code(204).headers(HEADERS).send());
}
