import { describe, expect, test } from "vitest";
import { ClientDocumentError } from "../../../../src/server/oauth/clients/client-document-error.ts";
import { isClientDocumentId, parseClientDocumentId } from "../../../../src/server/oauth/clients/client-document-id.ts";
import { createClientDocuments } from "../../../../src/server/oauth/clients/client-documents.ts";

const LONGEST = `https://agent.example/${"a".repeat(478)}`;

const ACCEPTED = [
  "https://claude.ai/oauth/mcp-oauth-client-metadata",
  "https://agent.example/client?version=2",
  "https://agent.example:8443/client",
  "https://xn--bcher-kva.example/client/",
  "https://agent.xn--p1ai/client",
  LONGEST,
];

const REFUSED = {
  "http address": ["http://agent.example/client", "must begin with https:"],
  "other scheme": ["https+x://agent.example/client", "must begin with https:"],
  "no address": ["https://", "must be an address"],
  "root path": ["https://agent.example/", "must have a path"],
  "root path with a query": ["https://agent.example/?client", "must have a path"],
  "no path": ["https://agent.example", "normal form"],
  "user name": ["https://me@agent.example/client", "user name"],
  "user name and password": ["https://me:pass@agent.example/client", "user name"],
  "empty user name": ["https://@agent.example/client", "normal form"],
  fragment: ["https://agent.example/client#part", "fragment"],
  "empty fragment": ["https://agent.example/client#", "fragment"],
  "two dots": ["https://agent.example/a/../client", "normal form"],
  "one dot": ["https://agent.example/./client", "normal form"],
  "encoded dots": ["https://agent.example/a/%2e%2E/client", "normal form"],
  "port 443": ["https://agent.example:443/client", "normal form"],
  "host in upper case": ["https://Agent.example/client", "normal form"],
  "scheme in upper case": ["HTTPS://agent.example/client", "normal form"],
  "no slashes": ["https:agent.example/client", "normal form"],
  backslash: ["https://agent.example\\client", "normal form"],
  "space at the end": ["https://agent.example/client ", "normal form"],
  "line break": ["https://agent.example/cli\nent", "normal form"],
  "letter outside of ASCII in the host": ["https://bücher.example/client", "normal form"],
  "dot after the host": ["https://agent.example./client", "not an IP address"],
  "host without a dot": ["https://intranet/client", "public DNS name"],
  "underscore in the host": ["https://my_agent.example/client", "public DNS name"],
  localhost: ["https://localhost/client", "public DNS name"],
  "below localhost": ["https://agent.localhost/client", "not a local one"],
  "below local": ["https://printer.local/client", "not a local one"],
  "below internal": ["https://metadata.google.internal/client", "not a local one"],
  IPv4: ["https://93.184.215.14/client", "not an IP address"],
  "IPv4 in hexadecimal": ["https://0x7f.1/client", "not an IP address"],
  "IPv4 as a number": ["https://2130706433/client", "not an IP address"],
  "IPv4 in octal": ["https://0177.0.0.1/client", "not an IP address"],
  "IPv4 with a dot after it": ["https://127.0.0.1./client", "not an IP address"],
  IPv6: ["https://[2606:4700::1111]/client", "not an IP address"],
  "IPv4 in IPv6": ["https://[::ffff:127.0.0.1]/client", "not an IP address"],
  "label of 64 characters": [`https://${"a".repeat(64)}.example/client`, "public DNS name"],
  "host of 254 characters": [`https://${"a.".repeat(123)}examples/client`, "public DNS name"],
  "501 characters": [`${LONGEST}a`, "longer than 500 characters"],
} as const;

describe("the address of a client metadata document", () => {
  test.each(ACCEPTED)("may be %s", (id) => {
    expect(parseClientDocumentId(id).href).toBe(id);
  });

  test.each(Object.entries(REFUSED))("must not have: %s", async (_, [id, reason]) => {
    const resolve = () => Promise.reject(new Error("nothing may be resolved"));
    const error = await createClientDocuments({ resolve })
      .read(id)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientDocumentError);
    expect(error).toMatchObject({ kind: "id", message: expect.stringContaining(reason) });
  });

  test("is repeated in a message only by its beginning, on one line and without keys", () => {
    const key = `123456-${"a1B2".repeat(10)}`;
    const id = `http://agent.example/\n${key}/${"x".repeat(600)}`;
    const read = () => parseClientDocumentId(id);
    expect(read).toThrow(/^The client id http:\/\/agent\.example\/ \[API key\]\/x+… is refused: .{1,150}$/);
  });
});

test.each([
  ["https://agent.example/client", true],
  ["http://agent.example/client", true],
  ["HTTPS://agent.example/client", true],
  ["eyJhbGciOiJkaXIifQ..abc.def.ghi", false],
  ["httpsclient", false],
  ["", false],
])("%j names a document: %s", (id, expected) => {
  expect(isClientDocumentId(id)).toBe(expected);
});
