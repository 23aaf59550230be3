import { addNumbered } from "../kit/numbered.ts";
import type { Store } from "../kit/store.ts";
import { formatTime } from "../kit/time.ts";
import { asCount, type Form, groupOf, readRequired, textOf } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isChanged } from "../wire/fields.ts";
import { missingArgument, notFound } from "../wire/refusal.ts";
import { initialSettings, readWireSettings, type WireSettings } from "../wire/wire-settings.ts";
import { ORDERFORM_FIELDS } from "./orderform-fields.ts";
import { getOrderformMetas } from "./orderform-options.ts";
import { makeOnlyDefault, type Orderform, orderforms, orderformsOf } from "./orderform-records.ts";
import { replaceInProducts } from "./product-references.ts";

/** The nested settings of a form. [S9] */
type Structures = Pick<Orderform, "customFields" | "upsellSettings">;

export const orderformFunctions: Handlers = {
  createOrderform,
  getOrderform,
  getOrderformMetas,
  listOrderforms: ({ store }) =>
    orderformsOf(store).map((form) => ({ id: form.id, name: form.settings["name"], ...timesAnswer(form) })),
  updateOrderform,
  deleteOrderform,
};

function createOrderform({ args, store, clock }: Call) {
  const settings = { ...initialSettings(ORDERFORM_FIELDS), ...readWireSettings(args, ORDERFORM_FIELDS, clock) };
  assertNamed(settings);
  const structures = readStructures(args, { customFields: [], upsellSettings: {} });
  const times = { createdAt: clock.now, modifiedAt: clock.now };
  const id = addNumbered(orderforms(store), { settings, ...structures, ...times });
  if (settings["is_default"] === "Y") {
    makeOnlyDefault(store, id);
  }
  return { orderform_id: id };
}

function getOrderform(call: Call) {
  const form = readOrderform(call);
  return {
    orderform: {
      id: form.id,
      ...form.settings,
      custom_fields: form.customFields,
      upsell_settings: form.upsellSettings,
      ...timesAnswer(form),
    },
  };
}

function updateOrderform(call: Call) {
  const { args, store, clock } = call;
  const form = readOrderform(call);
  const changes = readWireSettings(args, ORDERFORM_FIELDS, clock);
  assertNamed(changes);
  const structures = readStructures(args, form);
  const isModified = isChanged(form.settings, changes) || areChanged(form, structures);
  if (isModified) {
    const settings = { ...form.settings, ...changes };
    orderforms(store).byId.set(form.id, { ...form, ...structures, settings, modifiedAt: clock.now });
  }
  if (changes["is_default"] === "Y") {
    makeOnlyDefault(store, form.id);
  }
  return { is_modified: isModified ? "Y" : "N" };
}

function deleteOrderform(call: Call) {
  const { id } = readOrderform(call);
  orderforms(call.store).byId.delete(id);
  moveProducts(call.store, id);
  return {};
}

/**
 * Products without a form of their own name none, and buyers see the form that Digistore24 itself has. [S10]
 */
function moveProducts(store: Store, deletedId: number): void {
  const active = orderformsOf(store).filter(({ settings }) => settings["is_active"] === "Y");
  const fallback = active.find(({ settings }) => settings["is_default"] === "Y") ?? active[0];
  replaceInProducts(store, "orderform_id", deletedId, fallback?.id ?? null);
}

function assertNamed({ name }: WireSettings): void {
  if (name === "") {
    throw missingArgument("data[name]");
  }
}

function readOrderform({ args, store }: Call): Orderform {
  const id = readRequired(args, "orderform_id", asCount);
  const form = orderforms(store).byId.get(id);
  if (form === undefined) {
    throw notFound({ de: "Bestellformular", en: "Order form" }, id);
  }
  return form;
}

function readStructures(args: Form, { customFields, upsellSettings }: Structures): Structures {
  const data = groupOf(args, "data") ?? {};
  const read = (name: string) => groupOf(data, name) ?? (textOf(data, name) === "" ? {} : undefined);
  const fields = read("custom_fields");
  return {
    customFields: fields === undefined ? customFields : Object.values(fields),
    upsellSettings: read("upsell_settings") ?? upsellSettings,
  };
}

function areChanged(known: Structures, { customFields, upsellSettings }: Structures): boolean {
  const textIn = (structures: Structures) => JSON.stringify([structures.customFields, structures.upsellSettings]);
  return textIn(known) !== textIn({ customFields, upsellSettings });
}

function timesAnswer({ createdAt, modifiedAt }: Orderform) {
  return { created_at: formatTime(createdAt), modified_at: formatTime(modifiedAt) };
}
