import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { createUpstreamFetch } from "../../../src/server/upstream/upstream-fetch.ts";

/** Shorter than the time that undici gives a connection to open. */
const TIMEOUT_MS = 5000;

test("closing does not wait for a connection that nobody needs any more", { timeout: TIMEOUT_MS }, async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket.on("error", () => undefined))).listen(0, "127.0.0.1");
  await once(silent, "listening");
  try {
    const upstream = createUpstreamFetch(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`, 1000);
    const abort = new AbortController();
    const send = upstream.as({}, () => undefined);
    const answer = send(new upstream.Request("/", { method: "GET", signal: abort.signal }));
    await once(silent, "connection");
    abort.abort();
    await expect(answer).rejects.toThrow();
    await upstream.close();
  } finally {
    for (const socket of sockets) {
      socket.destroy();
    }
    silent.close();
  }
});
