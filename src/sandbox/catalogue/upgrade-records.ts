import { type Numbered, numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Flag } from "../wire/values.ts";

const UPGRADE_TYPES = ["upgrade", "downgrade", "special_offer"] as const;
export type UpgradeType = (typeof UPGRADE_TYPES)[number];

/** An offer to replace some products by another one. */
export interface Upgrade {
  readonly id: number;
  readonly name: string;
  readonly authKey: string;
  readonly toProductId: number;
  /** By the id of the product bought. */
  readonly typeOf: ReadonlyMap<number, UpgradeType>;
  readonly fallbackProductId: number | null;
  readonly isActive: Flag;
  readonly buyerReadonlyKeys: "none" | "email" | "email_and_name" | "all";
}

export const upgrades = defineSlice((): Numbered<Upgrade> => {
  return numbered<Upgrade>([
    {
      id: 7301,
      name: "Kurs zu Club",
      authKey: "EXAMPLE",
      toProductId: 67890,
      typeOf: new Map([[12345, "upgrade"]]),
      fallbackProductId: 24680,
      isActive: "Y",
      buyerReadonlyKeys: "email",
    },
    {
      id: 7302,
      name: "Praxistag für Mitglieder",
      authKey: "EXAMPLE",
      toProductId: 13579,
      typeOf: new Map([[67890, "special_offer"]]),
      fallbackProductId: null,
      isActive: "N",
      buyerReadonlyKeys: "none",
    },
  ]);
});

/** Deletes the upgrades to a deleted product, and removes it from the others. */
export function removeFromUpgrades(store: Store, productId: number): void {
  const { byId } = upgrades(store);
  for (const upgrade of byId.values()) {
    if (upgrade.toProductId === productId) {
      byId.delete(upgrade.id);
    } else {
      const typeOf = new Map([...upgrade.typeOf].filter(([id]) => id !== productId));
      const fallbackProductId = upgrade.fallbackProductId === productId ? null : upgrade.fallbackProductId;
      byId.set(upgrade.id, { ...upgrade, typeOf, fallbackProductId });
    }
  }
}

/** The id of the new order, by the id of the order it upgraded. */
const upgradedOrders = defineSlice(() => new Map<string, string>());

export function noteUpgrade(store: Store, oldId: string, newId: string): void {
  upgradedOrders(store).set(oldId, newId);
}

export function wasUpgraded(store: Store, purchaseId: string): boolean {
  return upgradedOrders(store).has(purchaseId);
}
