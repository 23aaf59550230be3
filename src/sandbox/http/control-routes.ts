import type { FastifyInstance } from "fastify";
import { ZodError } from "zod";
import { describeIssue } from "../../server/contract/describe-issue.ts";
import type { Shop } from "../seed/open-shop.ts";
import { FAULT_KINDS, type FaultSwitch } from "./faults.ts";

const KINDS = FAULT_KINDS.join(", ");
const WHAT_TO_SEND: Readonly<Record<string, string>> = {
  "/__faults":
    'POST /__faults takes a list: [{ "kind": "status-500", "functions": ["createVoucher"], "times": 1, "rate": 1 }]',
  "/__clock":
    'POST /__clock takes { "now": "2026-03-16T09:15:00Z", "runs": false }, DELETE lets it go by the system again',
  "/__reset": 'POST /__reset takes { "seed": 24, "scale": "small" } or {}',
};

/** Addresses with which tests control the sandbox. None of them belongs to the API. */
export async function controlRoutes(scope: FastifyInstance, faults: FaultSwitch, shop: Shop): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/json", { parseAs: "string" }, scope.getDefaultJsonParser("error", "error"));
  scope.setErrorHandler((error, request, reply) =>
    reply.code(400).send({ error: explain(error as Error, request.routeOptions.url ?? "") }),
  );
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

/** The problems, one in each line, and then the form of a correct request. */
function explain(error: Error, url: string): string {
  const problems =
    error instanceof ZodError
      ? error.issues.map((issue) => describeIssue({ ...issue, path: ["body", ...issue.path] }, {}))
      : [error.message];
  const form = WHAT_TO_SEND[url] ?? "";
  const kinds = url === "/__faults" && !problems.join().includes(KINDS) ? [`kinds of faults: ${KINDS}`] : [];
  return [...problems, form, ...kinds].join("\n");
}
