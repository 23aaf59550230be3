import { isIPv6 } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClientDocuments } from "../../../../src/server/oauth/clients/client-documents.ts";
import { isPublicAddress, publicLookup } from "../../../../src/server/oauth/clients/public-lookup.ts";
import {
  type DocumentHost,
  document,
  LOOPBACK,
  startDocumentHost,
  TO_THIS_MACHINE,
} from "../../../support/document-host.ts";

const { authority } = TO_THIS_MACHINE;
const familyOf = (address: string) => ({ address, family: isIPv6(address) ? 6 : 4 });
const PUBLIC = ["93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001:80e::200e"];
const REFUSED = {
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  unspecified: ["0.0.0.0", "0.1.2.3", "::"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  "link-local": ["169.254.169.254", "fe80::1", "fe80::1%eth0"],
  "unique local": ["fc00::1", "fd00:ec2::254"],
  "site-local": ["fec0::1"],
  "carrier grade NAT": ["100.64.0.1", "100.127.255.254"],
  multicast: ["224.0.0.1", "ff02::1"],
  broadcast: ["255.255.255.255"],
  reserved: ["192.0.0.1", "198.18.0.1", "240.0.0.1", "100::1", "4000::1"],
  "for documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  mapped: ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8"],
  "compatible and translated": ["::127.0.0.1", "::a00:1", "::ffff:0:127.0.0.1"],
  "6to4": ["2002:7f00:1::", "2002:a00:1::1", "192.88.99.1"],
  Teredo: ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
  NAT64: ["64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1"],
  "not an address": ["", "localhost", "127.1.", "999.1.1.1"],
};

let host: DocumentHost;
beforeAll(async () => {
  host = await startDocumentHost();
  host.answer(document());
});
afterAll(() => host.close());

describe("a host of a document", () => {
  const rows = Object.entries(REFUSED).flatMap(([kind, addresses]) => addresses.map((address) => [kind, address]));

  test.each(rows)("is not asked if its address is %s: %s", async (_, address = "") => {
    const documents = createClientDocuments({ authority, resolve: async () => [familyOf(address)] });
    await expect(documents.read(host.idOf("/client"))).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining("is unknown or has an address that is not public"),
    });
    expect(host.connections()).toBe(0);
  });

  test.each([
    ["after a public address", ["93.184.215.14", "127.0.0.1"]],
    ["before a public address", ["127.0.0.1", "2606:4700::1111"]],
    ["among no addresses", []],
  ])("is not asked if an address is not public: %s", async (_, addresses) => {
    const documents = createClientDocuments({ authority, resolve: async () => addresses.map(familyOf) });
    await expect(documents.read(host.idOf("/client"))).rejects.toThrow("is not public");
    expect(host.connections()).toBe(0);
  });

  test("is described in the same way if it does not exist, so that nobody learns which local names do", async () => {
    const unknown = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    const read = (resolve: () => Promise<(typeof LOOPBACK)[]>) =>
      createClientDocuments({ authority, resolve })
        .read(host.idOf("/client"))
        .catch(({ message }: Error) => message);
    expect(await read(() => Promise.reject(unknown))).toBe(await read(async () => [LOOPBACK]));
  });

  test("is connected to at the address that was checked, and checked again for the next connection", async () => {
    const answers = ["127.0.0.1", "127.0.0.2"];
    const seen: string[] = [];
    const documents = createClientDocuments({
      ...TO_THIS_MACHINE,
      resolve: async (name) => {
        seen.push(name);
        return [familyOf(answers[seen.length - 1] ?? "")];
      },
    });
    const before = host.connections();
    await documents.read(host.idOf("/client"));
    expect(seen).toEqual(["other.example"]);
    await expect(documents.read(host.idOf("/another"))).rejects.toThrow("is not public");
    expect(seen).toEqual(["other.example", "other.example"]);
    expect(host.connections()).toBe(before + 1);
  });
});

describe("a lookup of public addresses", () => {
  const lookup = publicLookup(async () => PUBLIC.map(familyOf), isPublicAddress);

  test("answers with all of them", async () => {
    await expect(promisify(lookup)("agent.example", { all: true })).resolves.toEqual(PUBLIC.map(familyOf));
  });

  test("answers with the first if only one is asked for", async () => {
    const answer = await new Promise((resolve) => {
      lookup("agent.example", {}, (...values) => resolve(values));
    });
    expect(answer).toEqual([null, "93.184.215.14", 4]);
  });
});
