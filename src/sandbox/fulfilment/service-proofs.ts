import { refundAll } from "../billing/refund-all.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, formatDate, formatTime } from "../kit/time.ts";
import { purchases } from "../ledger/purchase-records.ts";
import { categoryOf } from "../orders/sold-goods.ts";
import { asCount, asOneOf, asText, type Form, groupOf, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { missingArgument, notFound, notPossible } from "../wire/refusal.ts";
import { hasId, isIn, readSearch, type SearchFields } from "../wire/search.ts";
import { asWebAddress } from "../wire/web-address.ts";
import { REQUEST_STATUSES, type ServiceProof, serviceProofs } from "./service-proof-records.ts";

const DELIVERY_TYPES = ["digital", "shipping", "service", "event", "download"] as const;
const APPROVAL_STATUSES = ["new", "pending", "approved", "rejected"] as const;
const ANSWERS = ["proof_provided", "exec_refund"] as const;
const DAYS_TO_ANSWER = 14;

export const serviceProofFunctions: Handlers = {
  listServiceProofRequests,
  getServiceProofRequest: (call) => ({ service_proof_request: proofAnswer(readProof(call)) }),
  updateServiceProofRequest,
};

function listServiceProofRequests({ args, store }: Call) {
  const fields: SearchFields<ServiceProof> = {
    purchase_id: (argument) => hasId(argument, ({ purchaseId }) => purchaseId),
    product_id: (argument) => hasId(argument, ({ productId }) => productId),
    delivery_type: (argument) =>
      isIn([asOneOf(DELIVERY_TYPES)(argument)], ({ productId }) => categoryOf(store, productId)),
    approval_status: (argument) => isIn([asOneOf(APPROVAL_STATUSES)(argument)], (proof) => proof.approvalStatus),
    request_status: (argument) => isIn([asOneOf(REQUEST_STATUSES)(argument)], (proof) => proof.requestStatus),
  };
  const found = [...serviceProofs(store).values()].filter(readSearch(args, fields));
  return found.map((proof) => proofListAnswer(store, proof));
}

/** A request can be answered only once: neither a proof nor a refund can be undone. */
function updateServiceProofRequest(call: Call) {
  const { args, store, clock } = call;
  const proof = readProof(call);
  const data = groupOf(args, "data") ?? {};
  const answer = readRequired(data, "request_status", ({ text }) =>
    asOneOf(ANSWERS)({ name: "data[request_status]", text }),
  );
  assertFiles(args);
  if (proof.requestStatus !== "pending") {
    throw notPossible({
      de: `Die Anfrage ${proof.id} wurde bereits beantwortet`,
      en: `Request ${proof.id} has been answered already`,
    });
  }
  if (answer === "exec_refund") {
    refundPurchase(call, proof);
  }
  serviceProofs(store).set(proof.id, {
    ...proof,
    requestStatus: answer,
    // Digistore24 checks a proof; a refund needs no check.
    approvalStatus: answer === "exec_refund" ? "approved" : "pending",
    modifiedAt: clock.now,
    notes: readOptional(data, "message", asText) ?? proof.notes,
  });
  return { is_modified: "Y" };
}

function refundPurchase({ store, clock }: Call, { purchaseId }: ServiceProof): void {
  const purchase = purchases(store).get(purchaseId);
  if (purchase === undefined || refundAll(store, purchase, clock.now) === 0) {
    throw notPossible({
      de: `Die Zahlungen der Bestellung ${purchaseId} wurden bereits erstattet`,
      en: `The payments of purchase ${purchaseId} have been refunded already`,
    });
  }
}

/** Each file needs an address; nothing is downloaded. */
function assertFiles(args: Form): void {
  const files = groupOf(args, "files") ?? {};
  for (const place of Object.keys(files)) {
    const name = `files[${place}][url]`;
    const url = readOptional(groupOf(files, place) ?? {}, "url", ({ text }) => asWebAddress({ name, text }));
    if (url === undefined) {
      throw missingArgument(name);
    }
  }
}

function readProof({ args, store }: Call): ServiceProof {
  const id = readRequired(args, "service_proof_id", asCount);
  const proof = serviceProofs(store).get(id);
  if (proof === undefined) {
    throw notFound({ de: "Leistungsnachweis-Anfrage", en: "Service proof request" }, id);
  }
  return proof;
}

function proofListAnswer(store: Store, proof: ServiceProof) {
  return {
    id: proof.id,
    purchase_id: proof.purchaseId,
    product_id: proof.productId,
    delivery_type: categoryOf(store, proof.productId),
    approval_status: proof.approvalStatus,
    request_status: proof.requestStatus,
    created_at: formatTime(proof.createdAt),
    modified_at: formatTime(proof.modifiedAt),
  };
}

function proofAnswer({ id, purchaseId, requestStatus, createdAt, notes }: ServiceProof) {
  return {
    id,
    purchase_id: purchaseId,
    status: requestStatus,
    created_at: formatTime(createdAt),
    due_date: formatDate(createdAt + DAYS_TO_ANSWER * DAY_MS),
    notes,
  };
}
