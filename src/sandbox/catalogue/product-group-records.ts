import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Instant } from "../kit/time.ts";
import type { Flag } from "../wire/values.ts";

/** A folder in the vendor's list of products. */
export interface ProductGroup {
  readonly id: number;
  readonly name: string;
  readonly position: number;
  readonly isShownAsTab: Flag;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

export const productGroups = defineSlice(({ account: { startedAt } }) => {
  const made = { createdAt: startedAt, modifiedAt: startedAt };
  return numbered<ProductGroup>([
    { id: 501, name: "Kurse", position: 10, isShownAsTab: "Y", ...made },
    { id: 502, name: "Mitgliedschaften", position: 20, isShownAsTab: "N", ...made },
  ]);
});
