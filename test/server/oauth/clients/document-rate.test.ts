import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClientDocuments } from "../../../../src/server/oauth/clients/client-documents.ts";
import { type DocumentHost, document, startDocumentHost, TO_THIS_MACHINE } from "../../../support/document-host.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const MAX_FETCHES = 60;

let host: DocumentHost;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  names.length = 0;
  host = await startDocumentHost();
});
afterEach(async () => {
  vi.useRealTimers();
  await host.close();
});

/** Only the host of the documents has an address. */
const names: string[] = [];
const resolve = (name: string) => {
  names.push(name);
  return name === "other.example" ? TO_THIS_MACHINE.resolve() : Promise.reject(new Error("no address"));
};

/** Reads documents of hosts that do not exist; the result says of each why it could not be read. */
async function readMissing(documents: ReturnType<typeof createClientDocuments>, count: number) {
  const reads = Array.from({ length: count }, (_, index) => documents.read(`https://missing-${index}.example/client`));
  const outcomes = await Promise.allSettled(reads);
  return outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason.kind);
}

test("at most 60 documents are fetched a minute", async () => {
  const documents = createClientDocuments({ ...TO_THIS_MACHINE, resolve });
  const kinds = await readMissing(documents, MAX_FETCHES + 2);
  expect(kinds.filter((kind) => kind === "unreachable")).toHaveLength(MAX_FETCHES);
  expect(kinds.filter((kind) => kind === "busy")).toHaveLength(2);
  expect(names).toHaveLength(MAX_FETCHES);
});

test("a document is fetched in the next minute, however late in this one it was asked for", async () => {
  const documents = createClientDocuments({ ...TO_THIS_MACHINE, resolve });
  await readMissing(documents, MAX_FETCHES);
  host.answer(document());
  vi.setSystemTime(59 * SECOND);
  await expect(documents.read(host.idOf("/client"))).rejects.toThrow(
    "This server has fetched 60 client metadata documents in a minute, which is its limit. Try again in a minute.",
  );
  vi.setSystemTime(60 * SECOND);
  await expect(documents.read(host.idOf("/client"))).resolves.toMatchObject({ id: host.idOf("/client") });
});

test("a document that is known stays usable while no more are fetched", async () => {
  const documents = createClientDocuments({ ...TO_THIS_MACHINE, resolve });
  host.answer(document({ client_name: "Old" }));
  await documents.read(host.idOf("/client"));
  vi.setSystemTime(HOUR);
  await readMissing(documents, MAX_FETCHES);
  host.answer(document({ client_name: "New" }));
  expect(await documents.read(host.idOf("/client"))).toMatchObject({ name: "Old" });
  expect(host.paths).toEqual(["/client"]);
});
