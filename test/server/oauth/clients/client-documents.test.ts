import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClientDocuments } from "../../../../src/server/oauth/clients/client-documents.ts";
import {
  type DocumentHost,
  document,
  startDocumentHost,
  status,
  TO_THIS_MACHINE,
} from "../../../support/document-host.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let host: DocumentHost;
beforeAll(async () => {
  host = await startDocumentHost();
});
afterAll(() => host.close());

/** Reads one client id at any time and counts the requests that its host has got. */
function startReading(options = {}) {
  const before = host.paths.length;
  let now = 0;
  const documents = createClientDocuments({ ...TO_THIS_MACHINE, now: () => now, ...options });
  return {
    documents,
    at: (time: number) => {
      now = time;
      return documents.read(host.idOf("/client"));
    },
    requests: () => host.paths.length - before,
  };
}

const named = (client_name: string, cacheControl?: string) =>
  document({ client_name }, cacheControl === undefined ? {} : { "cache-control": cacheControl });
const HTML = status(200, { "content-type": "text/html" }, "<p>Sorry</p>");

describe("a client metadata document that was read", () => {
  test.each([
    [undefined, HOUR],
    ["max-age=7200", 2 * HOUR],
    ["public, Max-Age=7200, must-revalidate", 2 * HOUR],
    ["s-maxage=7200", HOUR],
    ["max-age=1", 5 * MINUTE],
    ["max-age=0, no-store", 5 * MINUTE],
    ["max-age=31536000", DAY],
    [`max-age=${"9".repeat(400)}`, DAY],
  ])("with the cache control %j is fetched again after %d ms", async (cacheControl, freshMs) => {
    const reading = startReading();
    host.answer(named("Old", cacheControl));
    await reading.at(0);
    host.answer(named("New", cacheControl));
    expect(await reading.at(freshMs - 1)).toMatchObject({ name: "Old" });
    expect(reading.requests()).toBe(1);
    expect(await reading.at(freshMs)).toMatchObject({ name: "New" });
    expect(reading.requests()).toBe(2);
  });

  test.each([
    ["is down", status(503)],
    ["redirects", status(302, { location: "https://agent.example/login" })],
    ["shows a page", HTML],
    ["breaks the connection", (response: { destroy: () => void }) => response.destroy()],
  ])("is used for up to seven days while its host %s", async (_, outage) => {
    const reading = startReading();
    host.answer(named("Old"));
    await reading.at(0);
    host.answer(outage);
    expect(await reading.at(HOUR)).toMatchObject({ name: "Old" });
    expect(await reading.at(7 * DAY - 1)).toMatchObject({ name: "Old" });
    await expect(reading.at(7 * DAY + MINUTE)).rejects.toMatchObject({ kind: "unreachable" });
    expect(reading.requests()).toBe(4);
  });

  test("is asked for every 30 seconds while its host is down", async () => {
    const reading = startReading();
    host.answer(named("Old"));
    await reading.at(0);
    host.answer(status(503));
    await reading.at(HOUR);
    host.answer(named("New"));
    expect(await reading.at(HOUR + 30 * SECOND - 1)).toMatchObject({ name: "Old" });
    expect(await reading.at(HOUR + 30 * SECOND)).toMatchObject({ name: "New" });
    expect(reading.requests()).toBe(3);
  });

  test.each([
    ["is not found", status(404)],
    ["is gone", status(410)],
    ["is not JSON", status(200, { "content-type": "application/json" }, "{")],
    ["has a secret", document({ client_secret: "s3cr3t" })],
    ["has another client id", document({ client_id: "https://agent.example/client" })],
  ])("is not used any more when it %s", async (_, withdrawal) => {
    const reading = startReading();
    host.answer(named("Old"));
    await reading.at(0);
    host.answer(withdrawal);
    await expect(reading.at(HOUR)).rejects.toMatchObject({ kind: "document" });
    host.answer(status(503));
    await expect(reading.at(HOUR + MINUTE)).rejects.toMatchObject({ kind: "unreachable" });
  });
});

describe("a client metadata document that was not read", () => {
  test.each([
    ["unreachable", status(503)],
    ["document", status(404)],
  ])("is asked for again after 30 seconds if the failure is of the kind %s", async (kind, failure) => {
    const reading = startReading();
    host.answer(failure);
    await expect(reading.at(0)).rejects.toMatchObject({ kind });
    host.answer(named("New"));
    await expect(reading.at(30 * SECOND - 1)).rejects.toMatchObject({ kind });
    expect(reading.requests()).toBe(1);
    expect(await reading.at(30 * SECOND)).toMatchObject({ name: "New" });
  });

  test("has failed for its own client id only", async () => {
    const { documents } = startReading();
    host.answer(status(503));
    await expect(documents.read(host.idOf("/client"))).rejects.toThrow();
    host.answer(document());
    await expect(documents.read(host.idOf("/another"))).resolves.toMatchObject({ id: host.idOf("/another") });
  });
});

describe("readers at the same time", () => {
  test("share one fetch of one client id", async () => {
    const { documents, requests } = startReading();
    host.answer(named("Agent"));
    const ids = ["/client", "/another", "/client", "/another", "/client"].map(host.idOf);
    const clients = await Promise.all(ids.map((id) => documents.read(id)));
    expect(clients.map(({ id }) => id)).toEqual(ids);
    expect(requests()).toBe(2);
  });

  test("share one failure", async () => {
    const { documents, requests } = startReading();
    host.answer(status(503));
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => documents.read(host.idOf("/client"))));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(requests()).toBe(1);
  });
});
