import { formatDate } from "../kit/time.ts";
import type { Argument } from "../wire/argument.ts";
import { asOneOf, asPositive, asTextUpTo, type Form, groupOf, readOptional } from "../wire/arguments.ts";
import { badValue, missingArgument, notFound } from "../wire/refusal.ts";
import { asTime, type Clock } from "../wire/time-arguments.ts";
import type { Delivery, Parcel } from "./delivery.ts";

const MAX_TEXT_CHARS = 63;

/** One change in `tracking[...]`. */
interface Order {
  readonly operation: "create_or_update" | "delete";
  readonly trackingId: string;
  /** The name on the wire, for messages. */
  readonly name: string;
  readonly changes: Partial<Parcel>;
}

/** The parcels after the changes in `tracking[...]`. A parcel is identified by its tracking id. */
export function changeParcels(delivery: Delivery, args: Form, clock: Clock): readonly Parcel[] {
  return readOrders(delivery, args, clock).reduce(applyOrder, delivery.parcels);

  function applyOrder(parcels: readonly Parcel[], { operation, trackingId, name, changes }: Order) {
    const known = parcels.find((parcel) => parcel.trackingId === trackingId);
    const others = parcels.filter((parcel) => parcel !== known);
    if (operation === "delete") {
      if (known === undefined) {
        throw notFound({ de: "Sendung", en: "Parcel" }, trackingId);
      }
      return others;
    }
    if (known === undefined && changes.service === undefined) {
      throw missingArgument(`${name}[parcel_service]`);
    }
    const blank = { trackingId, service: "", quantity: delivery.quantityTotal, expectedAt: "" };
    const changed = { ...(known ?? blank), ...changes };
    return known === undefined ? [...parcels, changed] : parcels.map((parcel) => (parcel === known ? changed : parcel));
  }
}

function readOrders({ quantityTotal }: Delivery, args: Form, clock: Clock): readonly Order[] {
  const tracking = groupOf(args, "tracking") ?? {};
  return Object.keys(tracking).map((place) => {
    const name = `tracking[${place}]`;
    const group = groupOf(tracking, place) ?? {};
    const read = <T>(field: string, as: (argument: Argument) => T) =>
      readOptional(group, field, ({ text }) => as({ name: `${name}[${field}]`, text }));
    const trackingId = read("tracking_id", asTextUpTo(MAX_TEXT_CHARS));
    if (trackingId === undefined) {
      throw missingArgument(`${name}[tracking_id]`);
    }
    const changes = {
      service: read("parcel_service", asTextUpTo(MAX_TEXT_CHARS))?.toLowerCase(),
      quantity: read("quantity", (argument) => asQuantity(argument, quantityTotal)),
      expectedAt: read("expect_delivery_at", (argument) => formatDate(asTime(argument, clock))),
    };
    const operation = read("operation", asOneOf(["create_or_update", "delete"])) ?? "create_or_update";
    return { operation, trackingId, name, changes: withoutAbsent(changes) };
  });
}

function asQuantity(argument: Argument, quantityTotal: number): number {
  const quantity = asPositive(argument);
  if (quantity > quantityTotal) {
    throw badValue(argument, { de: `höchstens ${quantityTotal}`, en: `at most ${quantityTotal}` });
  }
  return quantity;
}

function withoutAbsent(changes: { readonly [K in keyof Parcel]?: Parcel[K] | undefined }): Partial<Parcel> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
