import type { Argument } from "../wire/argument.ts";
import { asCount, asFlag, asOneOf, type Form, groupOf, readOptional } from "../wire/arguments.ts";
import { badValue } from "../wire/refusal.ts";
import type { Clock } from "../wire/time-arguments.ts";
import { DELIVERY_TYPES, type Delivery, type DeliveryType, isProcessed } from "./delivery.ts";

/** A delivery after the changes in `data[...]`. */
export function changeDelivery(delivery: Delivery, args: Form, clock: Clock): Delivery {
  const data = groupOf(args, "data") ?? {};
  const quantity = readQuantity(data, delivery);
  const type = readType(data) ?? (quantity === undefined ? delivery.type : typeOfQuantity(delivery, quantity));
  const isSent = type === "delivery" && delivery.type !== "delivery";
  const quantityDelivered = quantity ?? (isSent ? delivery.quantityTotal : delivery.quantityDelivered);
  return withProcessing(delivery, { ...delivery, type, quantityDelivered }, clock);
}

/** `is_shipped` is a short form of `type`, which takes precedence. */
function readType(data: Form): DeliveryType | undefined {
  const asShipped = (argument: Argument) => (asFlag(argument) === "Y" ? "delivery" : "cancel");
  const short = readInData(data, "is_shipped", asShipped);
  return readInData(data, "type", asOneOf(DELIVERY_TYPES)) ?? short;
}

/** The total quantity sent. Every call adds its `add_quantity_delivered`. */
function readQuantity(data: Form, { quantityDelivered, quantityTotal }: Delivery): number | undefined {
  const all = readInData(data, "quantity_delivered", asCount);
  const more = readInData(data, "add_quantity_delivered", asCount);
  if (all === undefined && more === undefined) {
    return undefined;
  }
  const quantity = (all ?? quantityDelivered) + (more ?? 0);
  if (quantity > quantityTotal) {
    const name = more === undefined ? "data[quantity_delivered]" : "data[add_quantity_delivered]";
    const limit = { de: `zusammen höchstens ${quantityTotal}`, en: `at most ${quantityTotal} in all` };
    throw badValue({ name, text: String(more ?? all) }, limit);
  }
  return quantity;
}

function readInData<T>(data: Form, name: string, as: (argument: Argument) => T): T | undefined {
  return readOptional(data, name, ({ text }) => as({ name: `data[${name}]`, text }));
}

/** If a call gives only the quantity, the status follows from it. */
function typeOfQuantity({ type, quantityTotal }: Delivery, quantity: number): DeliveryType {
  if (quantity === 0) {
    return type;
  }
  return quantity === quantityTotal ? "delivery" : "partial_delivery";
}

function withProcessing(before: Delivery, after: Delivery, { now }: Clock): Delivery {
  if (!isProcessed(after.type)) {
    return { ...after, processedAt: null };
  }
  return after.type === before.type ? after : { ...after, processedAt: now };
}
