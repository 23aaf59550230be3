import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClientDocuments, createClientDocuments } from "../../../../src/server/oauth/clients/client-documents.ts";
import {
  type DocumentHost,
  document,
  startDocumentHost,
  status,
  TO_THIS_MACHINE,
} from "../../../support/document-host.ts";

const JSON_TYPE = { "content-type": "application/json" };
const MAX_BYTES = 5120;

let host: DocumentHost;
beforeAll(async () => {
  host = await startDocumentHost();
});
afterAll(() => host.close());

const newDocuments = (options = {}): ClientDocuments => createClientDocuments({ ...TO_THIS_MACHINE, ...options });

/** Fills a document up to a size. */
const sized = (bytes: number) => {
  const client_id = host.idOf("/client");
  const empty = JSON.stringify({ client_id, redirect_uris: ["https://agent.example/callback"], logo_uri: "" });
  return empty.replace('"logo_uri":""', `"logo_uri":"${"x".repeat(bytes - empty.length)}"`);
};

/** Sends bytes without an end and without saying how many, until the connection is closed. */
function sendForever(response: ServerResponse, chunk: string, everyMs: number): void {
  response.writeHead(200, JSON_TYPE);
  const timer = setInterval(() => response.write(chunk), everyMs);
  response.on("close", () => clearInterval(timer));
}

describe("fetching a client metadata document", () => {
  test("asks for JSON that is not packed, with the query, and says who asks", async () => {
    host.answer(document());
    await newDocuments().read(host.idOf("/client?version=2"));
    expect(host.paths.at(-1)).toBe("/client?version=2");
    expect(host.lastHeaders()).toMatchObject({
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": expect.stringMatching(/^digistore24-mcp\/\d/),
    });
  });

  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON", "application/cimd+json"])(
    "accepts the content type %s",
    async (type) => {
      host.answer(document({}, { "content-type": type }));
      await expect(newDocuments().read(host.idOf("/client"))).resolves.toMatchObject({ id: host.idOf("/client") });
    },
  );

  test.each(["text/html", "text/plain", "application/jsonp", "text/json"])(
    "refuses the content type %s",
    async (type) => {
      host.answer(document({}, { "content-type": type }));
      await expect(newDocuments().read(host.idOf("/client"))).rejects.toMatchObject({
        kind: "unreachable",
        message: expect.stringContaining("not application/json"),
      });
    },
  );

  test.each([301, 302, 303, 307, 308])("does not follow a redirect with status %d", async (code) => {
    host.answer((response, request) =>
      request.url === "/client"
        ? status(code, { location: host.idOf("/moved") })(response, request)
        : document({ client_id: host.idOf("/client") })(response, request),
    );
    const before = host.paths.length;
    await expect(newDocuments().read(host.idOf("/client"))).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining(`status ${code}, and redirects are not followed`),
    });
    expect(host.paths.slice(before)).toEqual(["/client"]);
  });

  test.each([201, 204, 401, 403, 500, 503])("needs status 200, not %d", async (code) => {
    host.answer(status(code, JSON_TYPE));
    await expect(newDocuments().read(host.idOf("/client"))).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining(`answers with status ${code}.`),
    });
  });

  test.each([404, 410])("takes status %d to mean that there is no document", async (code) => {
    host.answer(status(code));
    await expect(newDocuments().read(host.idOf("/client"))).rejects.toMatchObject({ kind: "document" });
  });

  test("reads a document of 5,120 bytes", async () => {
    host.answer(status(200, JSON_TYPE, sized(MAX_BYTES)));
    await expect(newDocuments().read(host.idOf("/client"))).resolves.toMatchObject({ id: host.idOf("/client") });
  });

  test.each([
    [
      "with its length",
      () => status(200, { ...JSON_TYPE, "content-length": `${MAX_BYTES + 1}` }, sized(MAX_BYTES + 1)),
    ],
    [
      "without its length",
      () => (response: ServerResponse) => {
        const whole = sized(MAX_BYTES + 1);
        response.writeHead(200, JSON_TYPE).write(whole.slice(0, MAX_BYTES));
        response.end(whole.slice(MAX_BYTES));
      },
    ],
    ["without an end", () => (response: ServerResponse) => sendForever(response, "x".repeat(1000), 1)],
  ])("refuses a document of more bytes, sent %s", async (_, answer) => {
    host.answer(answer());
    await expect(newDocuments().read(host.idOf("/client"))).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining("larger than 5120 bytes"),
    });
  });

  test.each([
    ["the body drips", (response: ServerResponse) => sendForever(response, " ", 5)],
    ["the body stops", (response: ServerResponse) => void response.writeHead(200, JSON_TYPE).write("{")],
    ["nothing is answered", () => undefined],
  ])("ends after its time if %s", async (_, answer) => {
    host.answer(answer);
    await expect(newDocuments({ maxFetchMs: 500 }).read(host.idOf("/client"))).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining("did not arrive within 0.5 seconds"),
    });
  });

  test("ends after its time if the name is not resolved", async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const documents = newDocuments({ maxFetchMs: 50, resolve });
    await expect(documents.read(host.idOf("/client"))).rejects.toThrow("did not arrive within 0.05 seconds");
  });

  test("needs a certificate that is trusted, for the name in the client id", async () => {
    host.answer(document());
    const read = (id: string, options = {}) => newDocuments(options).read(id);
    await expect(read(host.idOf("/client"), { authority: undefined })).rejects.toThrow(
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    );
    const otherName = host.idOf("/client").replace("other.example", "agent.example");
    await expect(read(otherName)).rejects.toThrow("ERR_TLS_CERT_ALTNAME_INVALID");
  });

  test("says that the connection failed if it breaks", async () => {
    host.answer((response) => response.destroy());
    await expect(newDocuments().read(host.idOf("/client"))).rejects.toThrow(
      /^The client metadata document https:\S+ cannot be fetched: the connection to its host failed \(UND_ERR_SOCKET\)\. Try/,
    );
  });
});
