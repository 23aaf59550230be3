import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { SettlingClient } from "../upstream/settle-calls.ts";
import { followConnections } from "./connections.ts";

/** The time that a client has to read its answer after the last call has ended. */
const MAX_READING_MS = 3000;

/** Ensures that closing the app comes to an end: calls in progress are finished, and nothing else is waited for. */
export function drainOnClose(app: FastifyInstance, calls: SettlingClient): void {
  const connections = followConnections(app.server);
  const closed = new AbortController();

  async function cutSlowReaders(): Promise<void> {
    do {
      await calls.settled();
      await wait(MAX_READING_MS, undefined, { signal: closed.signal });
    } while (calls.underWay() > 0);
    app.server.closeAllConnections();
  }

  app.addHook("preClose", async () => {
    calls.refuseWrites();
    connections.closeUnused();
    // The wait ends early, with an error, if there is no reader to wait for.
    void cutSlowReaders().catch(() => undefined);
  });
  app.addHook("onClose", async () => {
    closed.abort();
    // A write continues without its client and still has to be audited.
    await calls.settled();
  });
}
