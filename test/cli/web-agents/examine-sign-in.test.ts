import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { examine } from "./web-agent-server.ts";

const REQUESTS = ["GET /authorize", "POST /token", "POST /register", "POST /revoke"];
const PASS_ON = (path: string) =>
  `Have the proxy in front pass ${path} on to the endpoint, without a login or a check of its own (docs/oauth.md, “Behind a reverse proxy”)`;

/** What is found about the sign-in if the path of a request is answered like this. */
async function signInWith(request: string, answer: (response: ServerResponse) => unknown): Promise<readonly string[]> {
  const [, path = ""] = request.split(" ");
  const { lines } = await examine({ answers: { [path]: answer } });
  expect(lines).toContainEqual(expect.stringMatching(/^ok authorization server/));
  return lines.filter((line) => line.includes(" sign-in: "));
}

describe.each(REQUESTS)("A proxy that answers %s itself", (request) => {
  const [, path = ""] = request.split(" ");

  test.each([
    { status: 200, seen: "HTTP 200" },
    { status: 302, headers: { location: "/login" }, seen: "HTTP 302 and redirects to /login" },
    { status: 401, seen: "HTTP 401" },
    { status: 403, body: '{"error":"Verify that you are human"}', seen: "HTTP 403: Verify that you are human" },
    { status: 404, body: "<html>404 Not Found</html>", seen: "HTTP 404" },
    { status: 502, body: "<html>502 Bad Gateway</html>", seen: "HTTP 502" },
  ])("is found, with what to do: $seen", async ({ status, headers = {}, body = "", seen }) => {
    const html = { "content-type": "text/html", ...headers };
    expect(await signInWith(request, (response) => response.writeHead(status, html).end(body))).toEqual([
      `problem sign-in: ${request} is answered with ${seen}. ${PASS_ON(path)}`,
    ]);
  });

  test("is found even if it answers with the status of the endpoint", async () => {
    const form = path === "/authorize" ? "page" : "JSON error";
    expect(await signInWith(request, (response) => response.writeHead(400).end("Bad Request"))).toEqual([
      `problem sign-in: ${request} is answered with HTTP 400 but without the endpoint's ${form}. ${PASS_ON(path)}`,
    ]);
  });

  test("breaks the connection", async () => {
    expect(await signInWith(request, (response) => response.socket?.destroy())).toEqual([
      expect.stringMatching(
        new RegExp(`^problem sign-in: http://.*${path} cannot be reached \\(\\w+\\)\\. Have the proxy`),
      ),
    ]);
  });

  test("counts too strictly", async () => {
    expect(await signInWith(request, (response) => response.writeHead(429).end())).toEqual([
      expect.stringMatching(/HTTP 429\. Try again in a minute\. .* comes from its addresses/),
    ]);
  });

  test("does not pass Host on there", async () => {
    const error = { message: 'The Host header names "upstream", which this server does not serve.' };
    const [line] = await signInWith(request, (response) => response.writeHead(403).end(JSON.stringify({ error })));
    expect(line).toMatch(/HTTP 403: The Host header names "upstream".* Have the proxy in front pass Host on as it is/);
  });
});

describe("The sign-in", () => {
  test("is examined at all paths at once", async () => {
    const closed = (response: ServerResponse) => response.writeHead(404).end();
    const { lines } = await examine({ answers: { "/authorize": closed, "/token": closed, "/revoke": closed } });
    expect(lines.filter((line) => line.startsWith("problem"))).toHaveLength(3);
  });

  test("is examined at the paths that the metadata names", async () => {
    const { lines } = await examine((origin) => ({
      server: { revocation_endpoint: undefined, token_endpoint: `${origin}/t` },
    }));
    expect(lines.at(-1)).toMatch(/^problem sign-in: POST \/t is answered with HTTP 401\. /);
  });

  test("is not examined at addresses that agents do not use", async () => {
    const elsewhere = "https://login.example.com/";
    const { lines } = await examine({
      server: {
        authorization_endpoint: elsewhere,
        token_endpoint: "http://mcp.example.com/token",
        registration_endpoint: 7,
        revocation_endpoint: undefined,
      },
    });
    expect(lines.at(-1)).toBe("skipped sign-in: the authorization server names no endpoint that agents can use.");
  });
});
