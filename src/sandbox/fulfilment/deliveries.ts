import { isDeepStrictEqual } from "node:util";
import type { Store } from "../kit/store.ts";
import { formatDate } from "../kit/time.ts";
import { asCount, asFlag, asListOf, type Form, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound, type Texts } from "../wire/refusal.ts";
import { hasId, isIn, readSearch, type SearchFields } from "../wire/search.ts";
import { asTime } from "../wire/time-arguments.ts";
import { DELIVERY_TYPES, type Delivery } from "./delivery.ts";
import { deliveryAnswer, deliveryDetailAnswer } from "./delivery-answer.ts";
import { changeDelivery } from "./delivery-changes.ts";
import { changeParcels } from "./delivery-parcels.ts";
import { allDeliveries, replaceDelivery } from "./delivery-records.ts";

export const deliveryFunctions: Handlers = { listDeliveries, getDelivery, updateDelivery };

/** All deliveries, unless the search narrows them. `from` and `to` are days, both inclusive. */
function listDeliveries({ args, store, clock, language }: Call) {
  const dayOf = ({ purchase }: Delivery) => formatDate(purchase.createdAt);
  const fields: SearchFields<Delivery> = {
    purchase_id: (argument) => hasId(argument, ({ purchase }) => purchase.id),
    from: (argument) => {
      const first = formatDate(asTime(argument, clock));
      return (delivery) => dayOf(delivery) >= first;
    },
    to: (argument) => {
      const last = formatDate(asTime(argument, clock));
      return (delivery) => dayOf(delivery) <= last;
    },
    type: (argument) => isIn(asListOf(DELIVERY_TYPES)(argument), ({ type }) => type),
    same_address_as: (argument) => {
      const { purchase } = findDelivery(store, asCount(argument));
      return (delivery) => delivery.purchase.buyerId === purchase.buyerId;
    },
    is_processed: (argument) => {
      const isWanted = asFlag(argument) === "Y";
      return ({ processedAt }) => (processedAt !== null) === isWanted;
    },
    is_test_order: (argument) => {
      const isWanted = asFlag(argument) === "Y";
      return ({ purchase }) => purchase.isTest === isWanted;
    },
  };
  const found = allDeliveries(store).filter(readSearch(args, fields));
  return { delivery: found.map((delivery) => deliveryAnswer(store, delivery, language)) };
}

/** Reading can also mark the delivery as being packed. */
function getDelivery({ args, store, language }: Call) {
  const before = readDelivery(args, store);
  const isAskedFor = readOptional(args, "set_in_progress", asFlag) === "Y";
  const isSet = isAskedFor && before.type === "request";
  const delivery = isSet ? { ...before, type: "in_progress" as const } : before;
  if (isSet) {
    replaceDelivery(store, delivery);
  }
  return {
    delivery: deliveryDetailAnswer(store, delivery, language),
    is_set_in_progress: isSet ? "Y" : "N",
    set_in_progress_fail_reason: isAskedFor && !isSet ? failReason(before)[language] : "",
  };
}

/** The sandbox sends no mail; `notify_via_email` is only checked. */
function updateDelivery({ args, store, clock }: Call) {
  const before = readDelivery(args, store);
  readOptional(args, "notify_via_email", asFlag);
  const after = { ...changeDelivery(before, args, clock), parcels: changeParcels(before, args, clock) };
  if (isDeepStrictEqual(before, after)) {
    return { is_modified: "N" };
  }
  replaceDelivery(store, after);
  return { is_modified: "Y" };
}

function readDelivery(args: Form, store: Store): Delivery {
  return findDelivery(store, readRequired(args, "delivery_id", asCount));
}

function findDelivery(store: Store, id: number): Delivery {
  const delivery = allDeliveries(store).find((candidate) => candidate.id === id);
  if (delivery === undefined) {
    throw notFound({ de: "Lieferung", en: "Delivery" }, id);
  }
  return delivery;
}

function failReason({ type }: Delivery): Texts {
  return type === "in_progress"
    ? { de: "Die Lieferung ist bereits in Bearbeitung.", en: "The delivery is in progress already." }
    : { de: "Die Lieferung wurde bereits bearbeitet.", en: "The delivery has been processed already." };
}
