import { readFileSync } from "node:fs";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aiCatalog, cardRoutes, serverCard } from "../../../src/server/oauth/cards.ts";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { modernRequest } from "../../support/test-app.ts";
import { AI_CATALOG, SERVER_CARD } from "./card-schemas.ts";

const PUBLIC_URL = "https://mcp.example.com";
const CARD = "/mcp/server-card";
const CATALOG = "/.well-known/ai-catalog.json";
const DOCUMENTS = [
  { path: CARD, type: "application/mcp-server-card+json", content: serverCard(PUBLIC_URL) },
  { path: CATALOG, type: "application/ai-catalog+json", content: aiCatalog(PUBLIC_URL) },
];
const REGISTRY_ENTRY = JSON.parse(readFileSync("server.json", "utf8"));

describe("the server card", () => {
  const card = SERVER_CARD.parse(serverCard(PUBLIC_URL));

  test("names and describes the server as the registry does", () => {
    const { name, title, version, description } = REGISTRY_ENTRY;
    expect(card).toMatchObject({ name, title, version, description });
  });

  test("leads to the endpoint for agents, and to the page for people", () => {
    expect(card.remotes).toMatchObject([{ type: "streamable-http", url: "https://mcp.example.com/mcp" }]);
    expect(card.websiteUrl).toBe("https://mcp.example.com/");
  });

  test("asks for no key, because a program may sign in instead, and marks a given one as secret", () => {
    expect(card.remotes?.[0]?.headers).toMatchObject([
      {
        name: "Authorization",
        value: "Bearer {api_key}",
        isRequired: false,
        isSecret: true,
        variables: { api_key: { isRequired: false, isSecret: true } },
      },
    ]);
  });

  test("is valid for a demo on this machine, too", () => {
    const { remotes } = SERVER_CARD.parse(serverCard("http://127.0.0.1:3000"));
    expect(remotes).toMatchObject([{ url: "http://127.0.0.1:3000/mcp" }]);
  });
});

describe("the protocol versions of the server card", () => {
  const [newest = "", ...others] =
    SERVER_CARD.parse(serverCard(PUBLIC_URL)).remotes?.[0]?.supportedProtocolVersions ?? [];
  let endpoint: RunningEndpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint({ DIGISTORE24_VERIFY_KEY: "false" });
  });
  afterAll(() => endpoint.close());

  async function post(body: string, headers: Record<string, string> = {}) {
    const own = {
      authorization: "Bearer 100001-CARDTEST",
      "content-type": "application/json",
      accept: "application/json",
    };
    const answer = await fetch(`${endpoint.url}mcp`, { method: "POST", headers: { ...own, ...headers }, body });
    return JSON.parse(await answer.text()).result;
  }

  test("are the one that the endpoint names, and more for older programs", async () => {
    const { body, headers } = modernRequest("server/discover");
    expect(await post(body, headers)).toMatchObject({ supportedVersions: [newest] });
    expect(others).not.toEqual([]);
  });

  test.each(others)("include %s, which the endpoint agrees to", async (protocolVersion) => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: "reader", version: "1.0.0" } };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    expect(await post(body)).toMatchObject({ protocolVersion });
  });
});

test("the catalog leads to the card, under an identifier made of its name", () => {
  expect(AI_CATALOG.parse(aiCatalog(PUBLIC_URL))).toEqual({
    specVersion: "0.9",
    entries: [
      {
        identifier: "urn:air:example.com:mcp:digistore24-mcp",
        type: "application/mcp-server-card+json",
        url: `${PUBLIC_URL}${CARD}`,
      },
    ],
  });
});

describe.each(DOCUMENTS)("GET $path", ({ path, type, content }) => {
  let app: FastifyInstance;
  beforeAll(() => {
    app = fastify();
    cardRoutes(app, PUBLIC_URL);
  });
  afterAll(() => app.close());

  test("answers programs without a key, and web pages of every origin", async () => {
    const answer = await app.inject({ url: path, headers: { origin: "https://app.example.com" } });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(content);
    expect(answer.headers).toMatchObject({
      "content-type": type,
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "ETag",
      "cache-control": "public, max-age=3600",
    });
  });

  test("answers HEAD in the same way, without the document", async () => {
    const [whole, head] = [await app.inject({ url: path }), await app.inject({ method: "HEAD", url: path })];
    expect([head.statusCode, head.body]).toEqual([200, ""]);
    const { "content-type": contentType, "content-length": length, etag } = whole.headers;
    expect(head.headers).toMatchObject({ "content-type": contentType, "content-length": length, etag });
  });

  test("sends nothing to a reader that has the document, and all of it to one with another", async () => {
    const { etag } = (await app.inject({ url: path })).headers;
    const again = (tag: string) => app.inject({ url: path, headers: { "if-none-match": tag } });
    for (const tag of [String(etag), `W/${etag}`, `"other", ${etag}`]) {
      const answer = await again(tag);
      expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([304, "", etag]);
      expect(answer.headers).toMatchObject({ "access-control-allow-origin": "*" });
    }
    expect((await again('"other"')).json()).toEqual(content);
  });

  test("lets web pages send the headers that programs for MCP add", async () => {
    const asked = { "access-control-request-method": "GET", "access-control-request-headers": "mcp-protocol-version" };
    const answer = await app.inject({
      method: "OPTIONS",
      url: path,
      headers: { origin: "https://app.example.com", ...asked },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET",
      "access-control-allow-headers": expect.stringMatching(/\bMCP-Protocol-Version\b/),
    });
  });
});
