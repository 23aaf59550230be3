import { only } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const MESSAGE = "The service was rendered on November 3.";

export const serviceProofTasks: readonly Task[] = [
  {
    id: "open-service-proofs",
    language: "de",
    says: "Welche Leistungsnachweise sollen wir noch erbringen, für welche Bestellungen und bis wann?",
    calls: [
      { tool: "listServiceProofRequests", args: { search: { request_status: "pending" }, _fields: ["id"] } },
      ...[0, 1].map((place) => ({
        tool: "GetGetserviceproofrequest",
        args: ({ items }: Answer) => ({ service_proof_id: items[place].id }),
      })),
    ],
    facts: {
      told: (_list, ...requests) =>
        only(
          requests.map(({ service_proof_request }) => service_proof_request),
          "id",
          "purchase_id",
          "due_date",
        ),
      truth: async (shop) => {
        const all: Answer[] = await shop.ask("listServiceProofRequests");
        const open = all.filter(({ request_status }) => request_status === "pending");
        const read = open.map(({ id }) => shop.ask("getServiceProofRequest", { service_proof_id: String(id) }));
        const requests = (await Promise.all(read)).map(({ service_proof_request }) => service_proof_request);
        return only(requests, "id", "purchase_id", "due_date");
      },
    },
  },
  {
    id: "proof-provided",
    language: "en",
    says: "Answer the open service proof request of order 1XURR6MM: the service was rendered on November 3.",
    calls: [
      { tool: "listServiceProofRequests", args: { search: { purchase_id: "1XURR6MM" }, _fields: ["id"] } },
      {
        tool: "updateServiceProofRequest",
        args: ({ items: [{ id }] }) => ({
          service_proof_id: id,
          data: { request_status: "proof_provided", message: MESSAGE },
        }),
      },
    ],
    changes: ({ items: [{ id }] }) => ({
      [`service_proofs/${id}`]: {
        approval_status: "pending",
        request_status: "proof_provided",
        status: "proof_provided",
        notes: MESSAGE,
      },
    }),
  },
];
