import { describe, expect, test } from "vitest";
import { readPage } from "../../support/html-page.ts";
import { openSandbox } from "../sandbox-client.ts";

const { app } = openSandbox();
const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

describe("a browser outside the API gets a page", () => {
  test.each([
    ["/", "en", 200, "The sandbox is running here"],
    ["/?utm=1", "de-DE", 200, "Hier läuft die Sandbox"],
    ["/product/x/y/z", "en", 404, "There is no such address here"],
    ["/call/ping", "de", 404, "Diese Adresse gibt es hier nicht"],
  ])("at %s in %s", async (url, language, status, title) => {
    const answer = await app.inject({ method: "GET", url, headers: { ...BROWSER, "accept-language": language } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ "cache-control": "no-store", vary: "Accept, Accept-Language" });
    const page = readPage(answer.body);
    expect(page.one("h1").textContent).toBe(title);
    expect(page.one("code").textContent).toBe("/api/call/<function>");
  });
});

test.each([
  ["GET", {}],
  ["GET", { accept: "*/*" }],
  ["POST", BROWSER],
] as const)("a program's %s with the headers %j gets JSON", async (method, headers) => {
  const answer = await app.inject({ method, url: "/", headers });
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toEqual({ error: "There is no such address here. The API is at /api/call/<function>." });
});

test("an unknown function stays an envelope, for a browser too", async () => {
  const answer = await app.inject({ method: "GET", url: "/api/call/nope", headers: BROWSER });
  expect(answer.json()).toMatchObject({ result: "error" });
});
