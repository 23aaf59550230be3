import type { FastifyInstance } from "fastify";
import { ZodError, z } from "zod";
import type { Shop } from "../seed/open-shop.ts";
import { FAULT_KINDS, type FaultSwitch } from "./faults.ts";

const WHAT_TO_SEND = [
  'POST /__faults takes a list: [{ "kind": "status-500", "functions": ["createVoucher"], "times": 1, "rate": 1 }]',
  `kinds of faults: ${FAULT_KINDS.join(", ")}`,
  'POST /__clock takes { "now": "2026-03-16T09:15:00Z", "runs": false }, DELETE lets it go by the system again',
  'POST /__reset takes { "seed": 24, "scale": "small" } or {}',
].join("\n");

/** Addresses with which tests control the sandbox. None of them belongs to the API. */
export async function controlRoutes(scope: FastifyInstance, faults: FaultSwitch, shop: Shop): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/json", { parseAs: "string" }, scope.getDefaultJsonParser("error", "error"));
  scope.setErrorHandler((error, _, reply) => {
    const reason = error instanceof ZodError ? z.prettifyError(error) : (error as Error).message;
    return reply.code(400).send({ error: `${reason}\n${WHAT_TO_SEND}` });
  });
  scope.get("/__faults", async () => faults.list());
  scope.post("/__faults", async (request) => faults.set(request.body));
  scope.delete("/__faults", async () => faults.set([]));
  scope.get("/__requests", async () => faults.requests());
  scope.get("/__clock", async () => ({ now: new Date(shop.now()) }));
  scope.post("/__clock", async (request) => ({ now: new Date(shop.setClock(request.body ?? {})) }));
  scope.delete("/__clock", async () => ({ now: new Date(shop.setClock(undefined)) }));
  scope.post("/__reset", async (request) => {
    faults.reset();
    return shop.reset(request.body);
  });
}
