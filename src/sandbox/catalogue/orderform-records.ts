import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import type { Form, FormValue } from "../wire/arguments.ts";
import { initialSettings, type WireSettings } from "../wire/wire-settings.ts";
import { ORDERFORM_FIELDS, TAB_IMAGES } from "./orderform-fields.ts";

export interface Orderform {
  readonly id: number;
  readonly settings: WireSettings;
  readonly customFields: readonly FormValue[];
  readonly upsellSettings: Form;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

export const orderforms = defineSlice(({ account }) => {
  const made = { createdAt: account.startedAt, modifiedAt: account.startedAt };
  const seeded: readonly WireSettings[] = [
    { name: "Standard", is_default: "Y" },
    {
      name: "Drei Schritte",
      background_style: "blue",
      step_count: "3",
      tab_text_1_hl: "Auswahl",
      tab_text_2_hl: "Adresse",
      tab_text_3_hl: "Zahlung",
    },
  ];
  return numbered<Orderform>(
    seeded.map((settings, index) => {
      const all = { ...initialSettings(ORDERFORM_FIELDS), ...settings };
      return { id: 3101 + index, settings: all, customFields: [], upsellSettings: {}, ...made };
    }),
  );
});

export function orderformsOf(store: Store): readonly Orderform[] {
  return [...orderforms(store).byId.values()];
}

/** There is at most one default, so the previous one loses the mark. */
export function makeOnlyDefault(store: Store, id: number): void {
  for (const form of orderformsOf(store)) {
    if (form.id !== id) {
      changeSettings(store, form, { is_default: "N" });
    }
  }
}

/** Removes a deleted image from the tabs that show it. */
export function removeFromTabs(store: Store, imageId: string): void {
  for (const form of orderformsOf(store)) {
    const shown = TAB_IMAGES.filter((name) => form.settings[name] === imageId);
    changeSettings(store, form, Object.fromEntries(shown.map((name) => [name, ""])));
  }
}

function changeSettings(store: Store, form: Orderform, settings: WireSettings): void {
  orderforms(store).byId.set(form.id, { ...form, settings: { ...form.settings, ...settings } });
}
