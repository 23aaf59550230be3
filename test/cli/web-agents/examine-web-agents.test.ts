import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { examine, findingsAt, RESOURCE_PATH, SERVER_PATH } from "./web-agent-server.ts";

/** A port at which nothing listens. */
const NOWHERE = "http://127.0.0.1:2";

/** The findings that are neither in order nor left out. */
const troubles = (lines: readonly string[]) => lines.filter((line) => /^(problem|warning) /.test(line));

test("A server that web agents can use has no problem, and the way to its sign-in is shown", async () => {
  const { origin, lines } = await examine();
  expect(lines).toEqual([
    `ok web agents: HTTP 401 without a key names ${origin}${RESOURCE_PATH}.`,
    expect.stringMatching(/^ok endpoint's clock: [01] seconds? from this machine's\.$/),
    `ok resource metadata: ${origin}/mcp takes tokens of ${origin}.`,
    `ok authorization server: ${origin} offers what claude.ai and ChatGPT need.`,
    "ok sign-in: /authorize, /token, /register and /revoke answer.",
  ]);
});

describe("A server without a sign-in", () => {
  const keysOnly = { challenge: { "www-authenticate": "Bearer" } };
  const withoutDocuments = { [RESOURCE_PATH]: (response: ServerResponse) => response.writeHead(404).end() };

  test.each(["/", "/mcp", "/mcp/safe"])(
    "is in order at %s, and the variables that switch it on are named",
    async (path) => {
      const { lines } = await examine({ ...keysOnly, answers: withoutDocuments }, path);
      expect(lines).toEqual([
        "skipped web agents: claude.ai and ChatGPT cannot connect, because this endpoint takes API keys only; its variables PUBLIC_URL and OAUTH_SECRETS switch their sign-in on.",
      ]);
    },
  );

  test("is not mistaken for a service that has its metadata at the root of the host name", async () => {
    const { lines } = await examine(
      {
        ...keysOnly,
        answers: { ...withoutDocuments, "/.well-known/oauth-protected-resource": (response) => response.end("{}") },
      },
      "/",
    );
    expect(lines).toEqual([expect.stringContaining("skipped web agents: claude.ai and ChatGPT cannot connect")]);
  });

  test("at this address may have one at /mcp, which is named", async () => {
    const { origin, lines } = await examine(keysOnly, "/");
    expect(lines).toEqual([
      `skipped web agents: this address takes API keys only; claude.ai and ChatGPT connect to ${origin}/mcp: pass that as --url to have it examined.`,
    ]);
  });
});

describe("The request without a key", () => {
  test("may lose the address of the metadata on its way, which agents then look for", async () => {
    const { lines } = await examine({ challenge: { "www-authenticate": 'Basic realm="proxy"' } });
    expect(troubles(lines)).toEqual([
      "warning web agents: the header WWW-Authenticate of HTTP 401 does not name resource_metadata. Some agents need it: does a proxy in front remove or replace the header?",
    ]);
    expect(lines).toHaveLength(5);
  });

  test("is not answered by an MCP endpoint", async () => {
    const { lines } = await examine({ status: 200 });
    expect(lines).toEqual([
      "problem web agents: a request without a key is answered with HTTP 200, not 401. Is this the address of digistore24-mcp?",
    ]);
  });

  test("is sent over http to another machine, which web agents do not do", async () => {
    const { origin } = await examine();
    const url = `${origin.replace("127.0.0.1", "0.0.0.0")}/mcp`;
    expect(await findingsAt(url)).toContainEqual({
      what: "web agents",
      seen: `${url} is not https`,
      advice: "claude.ai and ChatGPT connect over https only: examine the https address that people type",
    });
  });

  test("leads elsewhere", async () => {
    const { lines } = await examine({ status: 308, challenge: { location: "https://mcp.example.com/mcp" } });
    expect(lines).toEqual([
      "problem web agents: a request without a key is answered with HTTP 308, not 401, and redirects to https://mcp.example.com/mcp. Give agents the address that it redirects to",
    ]);
  });

  test("is refused because of too many requests, which is not a problem of the address", async () => {
    const { lines } = await examine({ status: 429 });
    expect(lines).toEqual([expect.stringMatching(/^skipped web agents: .*too many requests.*try again in a minute/)]);
  });

  test("breaks off", async () => {
    const { lines } = await examine({ answers: { "/mcp": (response) => response.socket?.destroy() } });
    expect(lines).toEqual([
      expect.stringMatching(
        /^problem web agents: a request without a key got no answer: (UND_ERR_SOCKET|ECONNRESET)\. /,
      ),
    ]);
  });
});

describe("The endpoint's clock", () => {
  test.each([
    {
      off: 90,
      said: /^warning endpoint's clock: (89|90) seconds ahead of this machine's\. Set the clock that is wrong/,
    },
    { off: -90, said: /^warning endpoint's clock: 9[01] seconds? behind this machine's\. Set the clock that is wrong/ },
    { off: 45, said: /^ok endpoint's clock: 4[45] seconds from this machine's\.$/ },
  ])("is compared with this machine's: $off seconds", async ({ off, said }) => {
    const { lines } = await examine((origin) => ({
      challenge: {
        "www-authenticate": `Bearer resource_metadata="${origin}${RESOURCE_PATH}"`,
        date: new Date(Date.now() + off * 1000).toUTCString(),
      },
    }));
    expect(lines[1]).toMatch(said);
  });

  test("may be unknown", async () => {
    const { lines } = await examine((origin) => ({
      challenge: { "www-authenticate": `Bearer resource_metadata="${origin}${RESOURCE_PATH}"`, date: "" },
    }));
    expect(lines[1]).toBe("skipped endpoint's clock: the endpoint does not give its time.");
  });
});

describe.each([
  { what: "resource metadata", path: RESOURCE_PATH },
  { what: "authorization server", path: SERVER_PATH },
])("The document of the $what", ({ what, path }) => {
  test.each([
    { status: 401, advice: "pass /.well-known/ without a login" },
    { status: 403, advice: "pass /.well-known/ without a login" },
    { status: 404, advice: "Have the proxy in front pass /.well-known/ on to the endpoint" },
    { status: 500, advice: "Have the proxy in front pass /.well-known/ on to the endpoint" },
  ])("is answered with HTTP $status", async ({ status, advice }) => {
    const { origin, lines } = await examine({
      answers: { [path]: (response) => response.writeHead(status).end("{}") },
    });
    expect(troubles(lines)).toHaveLength(1);
    expect(troubles(lines)[0]).toContain(`problem ${what}: ${origin}${path} is answered with HTTP ${status}. `);
    expect(troubles(lines)[0]).toContain(advice);
  });

  test("is moved, which not every agent follows", async () => {
    const { origin, lines } = await examine({
      answers: { [path]: (response) => response.writeHead(302, { location: "/login" }).end() },
    });
    expect(troubles(lines)[0]).toContain(`${origin}${path} is answered with HTTP 302 and redirects to /login. `);
  });

  test.each(["<html>login</html>", "[]", "null"])("is not an object in JSON: %s", async (body) => {
    const { origin, lines } = await examine({ answers: { [path]: (response) => response.end(body) } });
    expect(troubles(lines)).toEqual([
      `problem ${what}: the answer from ${origin}${path} is not a JSON object. Something in front of the endpoint answers instead: have it pass /.well-known/ on to the endpoint`,
    ]);
  });

  test("breaks off", async () => {
    const { lines } = await examine({ answers: { [path]: (response) => response.socket?.destroy() } });
    expect(troubles(lines)).toEqual([
      expect.stringMatching(
        new RegExp(`^problem ${what}: .* cannot be reached \\(\\w+\\)\\. Is PUBLIC_URL exactly what`),
      ),
    ]);
  });
});

describe("The resource metadata", () => {
  const names = (address: string) => ({ challenge: { "www-authenticate": `Bearer resource_metadata="${address}"` } });

  test("is at an address that cannot be reached", async () => {
    const { lines } = await examine(names(`${NOWHERE}${RESOURCE_PATH}`));
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(
        /^problem resource metadata: http:\/\/127\.0\.0\.1:2\/.* cannot be reached: the connection was refused \(\w+\)\. Is PUBLIC_URL/,
      ),
      "skipped authorization server: the resource metadata, which leads to it, cannot be used.",
      "skipped sign-in: the resource metadata, which leads to it, cannot be used.",
    ]);
  });

  test("is not at an https address", async () => {
    const { lines } = await examine(names(`http://mcp.example.com${RESOURCE_PATH}`));
    expect(lines[2]).toBe(
      `problem resource metadata: http://mcp.example.com${RESOURCE_PATH} is not https. Agents take it over https only: set PUBLIC_URL to the https address that people type`,
    );
  });

  test.each(["https://mcp.example.com/mcp", "http://localhost/mcp", undefined, 7])(
    "is of another resource, as behind a proxy that changes scheme or host: %s",
    async (resource) => {
      const { origin, lines } = await examine({ resource: { resource } });
      expect(troubles(lines)).toEqual([
        `problem resource metadata: the resource is ${JSON.stringify(resource)}, but the address is "${origin}/mcp". Set PUBLIC_URL to exactly what people type before /mcp; if that is not this address, examine that one`,
      ]);
      expect(lines.at(-1)).toMatch(/^ok sign-in/);
    },
  );

  test.each(["/mcp/", "/MCP", "/"])("is of another path of this server: %s", async (path) => {
    const { origin, lines } = await examine((at) => ({ resource: { resource: `${at}${path}` } }));
    expect(troubles(lines)).toEqual([
      `problem resource metadata: the resource is "${origin}${path}", but the address is "${origin}/mcp". Agents refuse the difference: connect them to ${origin}${path}`,
    ]);
  });

  test.each([undefined, [], ["nonsense"], "https://mcp.example.com"])(
    "names no authorization server: %j",
    async (authorization_servers) => {
      const { lines } = await examine({ resource: { authorization_servers } });
      expect(lines.slice(2)).toEqual([
        expect.stringMatching(/^problem resource metadata: no authorization server is named\. /),
        "skipped authorization server: the resource metadata names no authorization server that agents can use.",
        "skipped sign-in: the resource metadata names no authorization server that agents can use.",
      ]);
    },
  );

  test("names an authorization server that is not https", async () => {
    const { lines } = await examine({ resource: { authorization_servers: ["http://mcp.example.com"] } });
    expect(lines[2]).toMatch(
      /^problem resource metadata: the authorization server http:\/\/mcp\.example\.com is not https\. .*PUBLIC_URL/,
    );
  });

  test("names an authorization server that cannot be reached", async () => {
    const { lines } = await examine({ resource: { authorization_servers: [NOWHERE] } });
    expect(lines.at(-2)).toMatch(/^problem authorization server: http:\/\/127\.0\.0\.1:2\/.* cannot be reached/);
  });

  test("is of an authorization server with a path, whose document is looked for in between", async () => {
    const { origin, lines } = await examine((at) => ({
      resource: { authorization_servers: [`${at}/tenant`] },
      answers: { [`${SERVER_PATH}/tenant`]: (response) => response.writeHead(410).end() },
    }));
    expect(lines.slice(-2)).toEqual([
      expect.stringContaining(`${origin}${SERVER_PATH}/tenant is answered with HTTP 410`),
      "skipped sign-in: the metadata of the authorization server, which names its endpoints, cannot be used.",
    ]);
  });
});

describe("The authorization server", () => {
  test.each(["https://mcp.example.com", undefined])("has another issuer: %s", async (issuer) => {
    const { origin, lines } = await examine({ server: { issuer } });
    expect(troubles(lines)).toEqual([
      `problem authorization server: the issuer is ${JSON.stringify(issuer)}, but the resource names "${origin}". Agents refuse the difference: set PUBLIC_URL to exactly what people type before /mcp`,
    ]);
  });

  test("has an issuer that differs in a slash only", async () => {
    const { lines } = await examine((origin) => ({ server: { issuer: `${origin}/` } }));
    expect(troubles(lines)).toEqual([expect.stringMatching(/^problem authorization server: the issuer is /)]);
  });

  test.each([undefined, ["plain"], "S256 and others"])("does not offer S256: %j", async (methods) => {
    const { lines } = await examine({ server: { code_challenge_methods_supported: methods } });
    expect(troubles(lines)).toEqual([
      expect.stringMatching(
        /^problem authorization server: code_challenge_methods_supported lacks S256\. Agents refuse/,
      ),
    ]);
  });

  test.each([
    {
      server: { client_id_metadata_document_supported: undefined },
      seen: "client_id_metadata_document_supported is not true",
    },
    {
      server: { client_id_metadata_document_supported: "true" },
      seen: "client_id_metadata_document_supported is not true",
    },
    {
      server: { token_endpoint_auth_methods_supported: ["client_secret_basic"] },
      seen: "token_endpoint_auth_methods_supported lacks none",
    },
    {
      server: { client_id_metadata_document_supported: false, token_endpoint_auth_methods_supported: undefined },
      seen: "client_id_metadata_document_supported is not true and token_endpoint_auth_methods_supported lacks none",
    },
  ])("makes claude.ai register for each connection: $server", async ({ server, seen }) => {
    const { lines } = await examine({ server });
    expect(troubles(lines)).toEqual([
      `warning authorization server: ${seen}. claude.ai then registers a new client for each connection`,
    ]);
  });

  test("lets nobody register", async () => {
    const { lines } = await examine({
      server: { client_id_metadata_document_supported: false, registration_endpoint: undefined },
    });
    expect(troubles(lines)).toEqual([
      expect.stringMatching(
        /^problem authorization server: .* and registration_endpoint is missing\. Agents cannot register/,
      ),
    ]);
  });

  test("does not say who sent a code", async () => {
    const { lines } = await examine({ server: { authorization_response_iss_parameter_supported: undefined } });
    expect(troubles(lines)).toEqual([
      "warning authorization server: authorization_response_iss_parameter_supported is not true. Agents then cannot tell which server sent a code",
    ]);
  });

  test.each(["authorization_endpoint", "token_endpoint"])("has no %s", async (name) => {
    const { lines } = await examine({ server: { [name]: undefined } });
    expect(troubles(lines)).toEqual([expect.stringContaining(`problem authorization server: ${name} is missing. `)]);
  });

  test.each(["authorization_endpoint", "token_endpoint", "registration_endpoint", "revocation_endpoint"])(
    "has its %s elsewhere, over http, or nowhere",
    async (name) => {
      const seenWith = async (address: unknown) => troubles((await examine({ server: { [name]: address } })).lines);
      expect(await seenWith("https://login.example.com/token")).toEqual([
        expect.stringMatching(
          /"https:\/\/login\.example\.com\/token", which is not at http:\/\/127\.0\.0\.1:\d+\. .*PUBLIC_URL/,
        ),
      ]);
      expect(await seenWith("http://mcp.example.com/token")).toEqual([
        expect.stringMatching(/"http:\/\/mcp\.example\.com\/token", which is not https\. .*PUBLIC_URL/),
      ]);
      expect(await seenWith(7)).toEqual([expect.stringContaining(`${name} is 7, which is not an address. `)]);
    },
  );

  test.each([
    { scopes: ["read", "write"], seen: "offline_access", advice: "ChatGPT then has people sign in again" },
    { scopes: ["offline_access"], seen: "read, write", advice: "Is this the document of digistore24-mcp" },
    { scopes: undefined, seen: "read, write, offline_access", advice: "ChatGPT then has people sign in again" },
  ])("lacks the scopes $seen", async ({ scopes, seen, advice }) => {
    const { lines } = await examine({ server: { scopes_supported: scopes } });
    expect(troubles(lines)).toEqual([
      expect.stringContaining(`warning authorization server: scopes_supported lacks ${seen}. ${advice}`),
    ]);
  });

  test("shows everything that is wrong at once", async () => {
    const { lines } = await examine({ server: { issuer: 1, token_endpoint: 1, scopes_supported: 1 } });
    expect(troubles(lines)).toHaveLength(3);
  });
});

test("An address that cannot be reached has no clock and no documents", async () => {
  expect(await findingsAt(`${NOWHERE}/mcp`)).toHaveLength(1);
});
