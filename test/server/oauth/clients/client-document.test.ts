import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClientDocuments } from "../../../../src/server/oauth/clients/client-documents.ts";
import {
  type DocumentHost,
  document,
  startDocumentHost,
  status,
  TO_THIS_MACHINE,
} from "../../../support/document-host.ts";

let host: DocumentHost;
beforeAll(async () => {
  host = await startDocumentHost();
});
afterAll(() => host.close());

function readWith(given: Record<string, unknown>) {
  host.answer(document(given));
  return createClientDocuments(TO_THIS_MACHINE).read(host.idOf("/client"));
}

const callbacks = (count: number) => Array.from({ length: count }, (_, index) => `https://agent.example/${index}`);
const LONGEST = `https://agent.example/${"a".repeat(1978)}`;

describe("a client metadata document", () => {
  test("describes a program", async () => {
    const redirectUris = ["https://agent.example/callback", "http://localhost/callback", "cursor://app/callback"];
    const given = {
      client_name: "Agent",
      redirect_uris: redirectUris,
      token_endpoint_auth_method: "none",
      jwks_uri: "x",
    };
    const id = host.idOf("/client");
    const expected = { id, name: "Agent", host: new URL(id).host, redirectUris, refreshes: true };
    expect(await readWith(given)).toEqual(expected);
  });

  test.each([
    ["Agent\u0000\u202e\u2028 One", "Agent One"],
    ["  Agent \n\t One ", "Agent One"],
    ["x".repeat(81), `${"x".repeat(80)}…`],
    [`Key 123456-${"a1B2".repeat(10)}`, "Key [API key]"],
  ])("has the name %j, shown as %j", async (given, shown) => {
    expect(await readWith({ client_name: given })).toMatchObject({ name: shown });
  });

  test.each([undefined, "", " \u200b "])("is shown by its host if its name is %j", async (client_name) => {
    expect(await readWith({ client_name })).toMatchObject({ name: new URL(host.idOf("/")).host });
  });

  test.each([
    [undefined, true],
    [["authorization_code", "refresh_token"], true],
    [["authorization_code"], false],
  ])("with the grant types %j wants refresh tokens: %s", async (grant_types, refreshes) => {
    expect(await readWith({ grant_types })).toMatchObject({ refreshes });
  });

  test("may prefer to sign its requests if it can also do without", async () => {
    const token_endpoint_auth_methods_supported = ["none", "private_key_jwt"];
    const given = { token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_methods_supported };
    expect(await readWith(given)).toMatchObject({ id: host.idOf("/client") });
  });

  test.each([callbacks(20), [LONGEST], ["http://127.0.0.1:1234/x", "http://[::1]/x"]])(
    "may have the addresses %j",
    async (...redirect_uris) => {
      expect(await readWith({ redirect_uris })).toMatchObject({ redirectUris: redirect_uris });
    },
  );

  test.each<[string, Record<string, unknown>, string]>([
    ["another client id", { client_id: "https://agent.example/client" }, "client_id must be its own address"],
    ["no client id", { client_id: undefined }, "client_id is missing"],
    ["no redirect_uris", { redirect_uris: undefined }, "redirect_uris must hold 1 to 20"],
    ["an empty list", { redirect_uris: [] }, "redirect_uris must hold 1 to 20"],
    ["21 addresses", { redirect_uris: callbacks(21) }, "redirect_uris must hold 1 to 20"],
    ["a long address", { redirect_uris: [`${LONGEST}a`] }, "at most 2000 characters"],
    ["one address as text", { redirect_uris: "https://agent.example/callback" }, "redirect_uris must hold 1 to 20"],
    ["a number as address", { redirect_uris: [1] }, "redirect_uris must hold 1 to 20"],
    ["a path as address", { redirect_uris: [...callbacks(1), "/callback"] }, "must hold https addresses"],
    ["a fragment", { redirect_uris: ["https://agent.example/#"] }, "without fragments"],
    ["a user name", { redirect_uris: ["https://me@agent.example/"] }, "must hold https addresses"],
    ["http to another machine", { redirect_uris: ["http://agent.example/callback"] }, "must hold https addresses"],
    ["a line break", { redirect_uris: ["https://agent.example/\r\nx"] }, "must hold https addresses"],
    ["a script", { redirect_uris: ["javascript:alert(1)"] }, "must hold https addresses"],
    ["a script in upper case", { redirect_uris: ["JavaScript:alert(1)"] }, "must hold https addresses"],
    ["data", { redirect_uris: ["data:text/html,x"] }, "must hold https addresses"],
    ["a number as name", { client_name: 1 }, "client_name must be text"],
    ["client_secret_basic", { token_endpoint_auth_method: "client_secret_basic" }, "must be none"],
    ["client_secret_post", { token_endpoint_auth_method: "client_secret_post" }, "must be none"],
    ["client_secret_jwt", { token_endpoint_auth_method: "client_secret_jwt" }, "must be none"],
    ["private_key_jwt", { token_endpoint_auth_method: "private_key_jwt" }, "must be none"],
    [
      "a secret, although it can do without",
      { token_endpoint_auth_method: "client_secret_post", token_endpoint_auth_methods_supported: ["none"] },
      "must be none",
    ],
    [
      "private_key_jwt, without none among others",
      { token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_methods_supported: ["private_key_jwt"] },
      "must be none",
    ],
    ["methods that are not a list", { token_endpoint_auth_methods_supported: "none" }, "must be none"],
    ["a secret", { client_secret: "s3cr3t" }, "no secrets of programs"],
    ["an empty secret", { client_secret: "" }, "no secrets of programs"],
    ["null as secret", { client_secret: null }, "no secrets of programs"],
    ["an expiry of a secret", { client_secret_expires_at: 0 }, "no secrets of programs"],
    ["no grant by code", { grant_types: ["client_credentials"] }, "grant_types must include authorization_code"],
    ["no answer by code", { response_types: ["token"] }, "response_types code"],
  ])("is refused with %s", async (_, given, reason) => {
    await expect(readWith(given)).rejects.toMatchObject({
      kind: "document",
      message: expect.stringMatching(/^The client metadata document https:\S+ cannot be used: .*\. Its maker must/),
    });
    await expect(readWith(given)).rejects.toThrow(reason);
  });

  test.each(["[]", "null", '"text"', "{", ""])("is refused if it is %j", async (body) => {
    host.answer(status(200, { "content-type": "application/json" }, body));
    const read = createClientDocuments(TO_THIS_MACHINE).read(host.idOf("/client"));
    await expect(read).rejects.toThrow(/cannot be used: it (?:must be a JSON object|is not JSON in UTF-8)\./);
  });

  test("is refused if it is not UTF-8", async () => {
    host.answer((response, request) => {
      const whole = {
        client_id: `https://${request.headers.host}/client`,
        redirect_uris: callbacks(1),
        client_name: "ü",
      };
      const latin1 = Buffer.from(JSON.stringify(whole), "latin1");
      response.writeHead(200, { "content-type": "application/json" }).end(latin1);
    });
    const read = createClientDocuments(TO_THIS_MACHINE).read(host.idOf("/client"));
    await expect(read).rejects.toThrow("cannot be used: it is not JSON in UTF-8.");
  });

  test("is not repeated in the message if it is refused", async () => {
    host.answer(status(200, { "content-type": "application/json" }, '{"client_id":"<b>made up</b>"}'));
    const read = createClientDocuments(TO_THIS_MACHINE).read(host.idOf("/client"));
    await expect(read).rejects.toThrow(expect.not.stringContaining("made up"));
  });
});
