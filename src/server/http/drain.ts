import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { SettlingClient } from "../upstream/settle-calls.ts";
import { followConnections } from "./connections.ts";

/** Once the last call has ended, its client has this long to read the answer. */
const MAX_READING_MS = 3000;

/** Makes closing the app end: what is under way is finished, and nobody else is waited for. */
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
    // Its wait ends early, with an error, when there was nobody to wait for.
    void cutSlowReaders().catch(() => undefined);
  });
  app.addHook("onClose", async () => {
    closed.abort();
    // A write goes on without its client, and is still to be audited.
    await calls.settled();
  });
}
